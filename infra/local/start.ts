/** `npm start`: the whole deployment on this machine. `--watch` deploys again when something changes. */
import { readFileSync, watch } from 'node:fs';
import { relative, resolve } from 'node:path';
import { configPath } from '../config.ts';
import { CannotDo, explained } from '../problem.ts';
import { takeLock } from './lock.ts';
import { printer } from './log.ts';
import { onEndOfNpm } from './npm.ts';
import { Runner } from './runner.ts';
import { ensureAdminKey, ensureSample } from './seed.ts';

process.env.TZ = 'UTC';

const readPort = (): number => {
  const text = process.env.PORT ?? '3000';
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new CannotDo(`PORT=${text} is not a port: give a number up to 65535.`);
  return port;
};

const firstCouncil = (): string => JSON.parse(readFileSync(configPath(), 'utf8')).councils[0].id;

const toTry = (url: string, keyFile: string, samples: ReadonlySet<string>): string => {
  const inThisFolder = relative(process.cwd(), keyFile);
  const key = `$(cat ${inThisFolder.startsWith('..') ? keyFile : inThisFolder})`;
  const look = samples.has('addresses') ? '/marlbeck/addresses?postcode=ZZ1%201AA' : `/${firstCouncil()}/access/keys`;
  const bins = samples.has('waste-rounds')
    ? `\n  See bin days:       curl "${url}/marlbeck/waste/collections?uprn=990100000002"`
    : '';
  return `
Council Commons is ready at ${url}

  Look something up:  curl -H "Authorization: Bearer ${key}" "${url}${look}"${bins}
  Load a gazetteer:   npx commons import addresses FILE --council ${firstCouncil()}
  Read the API:       ${url}/docs

Ctrl-C stops it. The data stays.
`;
};

const watched = ['functions', 'shared', 'infra', configPath()];
const settleFor = 300;

/** Deploys again a moment after the last change; a mistake leaves what was running as it is. */
const deployOnChange = (runner: Runner): void => {
  let timer: NodeJS.Timeout | undefined;
  const deploy = async () => {
    try {
      await runner.deploy();
      console.log('Deployed again.');
    } catch (error) {
      console.error(explained(error));
    }
  };
  for (const path of watched) {
    watch(path, { recursive: true }, (_, file) => {
      if (file?.endsWith('.test.ts')) return;
      clearTimeout(timer);
      timer = setTimeout(deploy, settleFor);
    });
  }
  console.log('Watching for changes.');
};

const main = async (): Promise<void> => {
  const dataFolder = resolve(process.env.COMMONS_DATA_DIR ?? '.local');
  const port = readPort();
  const lock = await takeLock(dataFolder);
  let starting: Promise<Runner> | undefined;
  const stopping = new AbortController();
  const stop = async (code: number): Promise<void> => {
    stopping.abort();
    // Stopped while it starts: the engine is there long before the runner is.
    const runner = await starting?.catch(() => undefined);
    await runner?.stop();
    lock.release();
    process.exit(code);
  };
  onEndOfNpm(() => void stop(0));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void stop(0));
  try {
    const { signal } = stopping;
    const print = printer(dataFolder);
    const live = (process.env.COMMONS_LIVE ?? '').split(',');
    starting = Runner.start({ port, dataFolder, print, onEngine: lock.setEngine, signal, live });
    const runner = await starting;
    void runner.engine.ended.then((reason) => {
      if (signal.aborted) return;
      console.error(`The DynamoDB engine ended by itself: ${reason}`);
      void stop(1);
    });
    const keyFile = await ensureAdminKey(runner, dataFolder, firstCouncil());
    const samples = await ensureSample(runner, keyFile, readFileSync(keyFile, 'utf8').trim());
    for (const resource of runner.notCarried) console.log(`Not carried on this machine: ${resource}`);
    for (const [capability, url] of runner.standIns) console.log(`${capability} stands on a stand-in at ${url}`);
    console.log(toTry(runner.url, keyFile, samples));
    if (process.argv.includes('--watch')) deployOnChange(runner);
  } catch (error) {
    if (stopping.signal.aborted) return;
    console.error(explained(error));
    await stop(1);
  }
};

/** Before there is anything to stop. */
main().catch((error: unknown) => {
  console.error(explained(error));
  process.exitCode = 1;
});
