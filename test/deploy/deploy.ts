/** `npm run test:deploy`: a deployment's whole life in an emulated AWS account. See docs/handbook/proof.md. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Emulator, findEmulator, freePort } from './emulator.ts';
import {
  callThrough,
  change,
  countCalls,
  deploy,
  destroyAll,
  findAllKept,
  load,
  makeKey,
  refuseLoss,
  removeCapability,
  restoreTables,
  switchBack,
  switchTables,
} from './life.ts';
import { Project } from './project.ts';

const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
  const started = performance.now();
  const tell = (outcome: string) =>
    console.log(`${outcome} ${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${name}`);
  try {
    const result = await work();
    tell('ok    ');
    return result;
  } catch (error) {
    tell('FAILED');
    throw error;
  }
};

const life = async (project: Project, emulator: Emulator): Promise<void> => {
  const deployment = await step('bootstrap and deploy', () => deploy(project, emulator));
  try {
    await step('make a key with AWS credentials', () => makeKey(deployment));
    await step('load a gazetteer of 1,515 addresses', () => load(deployment));
    const found = await step('call it through the gateway', () => callThrough(deployment));
    await step('count the calls from the log', () => countCalls(deployment));
    await step('refuse a change that would lose a table', () => refuseLoss(deployment, found));
    await step('change code, add a council and a capability, deploy again', () => change(deployment));
    await step('find the data kept, and what is new', () => findAllKept(deployment, found));
    await step('restore a backup of one table, and another to a second', () => restoreTables(deployment));
    await step('switch to them, and find what was before', () => switchTables(deployment));
    await step('go back only when that is said', () => switchBack(deployment));
    await step('remove a capability; the others are unharmed', () => removeCapability(deployment));
    await step('destroy everything; tables with data stay', () => destroyAll(deployment));
  } finally {
    deployment.gateway.close();
  }
};

const main = async (): Promise<void> => {
  const command = findEmulator();
  if (!command) {
    console.log('skipped: no emulator (pip install ministack)');
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'commons-deploy-'));
  let emulator: Emulator | undefined;
  const clear = () => {
    emulator?.kill();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      clear();
      process.exit(1);
    });
  try {
    for (const name of ['emulator', 'project']) mkdirSync(join(folder, name));
    const started = new Emulator(command, await freePort(), join(folder, 'emulator'));
    emulator = started;
    await step('start the emulator', () => started.ready());
    await life(new Project(join(folder, 'project'), started.environment), started);
  } catch (error) {
    console.error(error);
    if (emulator) console.error(readFileSync(join(folder, 'emulator', 'emulator.log'), 'utf8').slice(-4000));
    process.exitCode = 1;
  } finally {
    await emulator?.stop();
    clear();
  }
};

await main();
