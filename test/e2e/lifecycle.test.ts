/** The life of the local runner: it keeps what it has, leaves nothing behind, and says what keeps it from starting. */

import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { commons } from '#test/support/cli.ts';
import { coreFile } from '#test/support/coreFile.ts';
import { aConfig, aFolder, isRunning, RunnerProcess } from '#test/support/runnerProcess.ts';

const locked = (folder: string): boolean => existsSync(join(folder, 'runner.lock'));

describe('from start to start', () => {
  const folder = aFolder();
  // The same for all, or each would synthesize anew.
  const config = { COMMONS_CONFIG: aConfig() };
  const keyFile = join(folder, 'admin-key');
  let engine: number;

  const houses = async (url: string): Promise<number> => {
    const headers = { authorization: `Bearer ${readFileSync(keyFile, 'utf8').trim()}` };
    const response = await fetch(`${url}/testford/addresses?usrn=39900001`, { headers });
    return JSON.parse(await response.text()).addresses.length;
  };

  it('it makes a key and takes data, and stops when its engine ends', async () => {
    const runner = new RunnerProcess(folder, config);
    const url = await runner.ready;
    const file = coreFile(aFolder(), 'gazetteer.csv', 3);
    const where = { COMMONS_ENDPOINT: url, COMMONS_KEY_FILE: keyFile };
    const loaded = await commons(['import', 'addresses', file, '--council', 'testford'], where);
    expect([loaded.code, await houses(url)]).toEqual([0, 3]);
    process.kill(await runner.engine());
    const { code, stderr } = await runner.ended;
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^The DynamoDB engine ended by itself/)]);
  });

  it('a second start is ready within ten seconds with the data and the key of the first, and SIGTERM stops it all', async () => {
    const started = performance.now();
    const runner = new RunnerProcess(folder, config);
    const url = await runner.ready;
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(await houses(url)).toBe(3);
    engine = await runner.engine();
    const { code, stderr } = await runner.stop('SIGTERM');
    expect([code, stderr, isRunning(engine), locked(folder)]).toEqual([0, '', false, false]);
  });

  it('killed, it leaves its engine behind', async () => {
    const runner = new RunnerProcess(folder, config);
    engine = await runner.engine();
    await runner.stop('SIGKILL');
    expect([isRunning(engine), locked(folder)]).toEqual([true, true]);
  });

  it('the next start ends that, and SIGINT stops it all even before it is ready', async () => {
    const runner = new RunnerProcess(folder, config);
    const [left, own] = [engine, await runner.engine(engine)];
    const { code, stderr } = await runner.stop('SIGINT');
    expect([code, stderr, isRunning(left), isRunning(own), locked(folder)]).toEqual([0, '', false, false, false]);
  });
});

it('with restored tables in the configuration it goes on with its own, and says so', async () => {
  const folder = aFolder();
  const headers = () => ({ authorization: `Bearer ${readFileSync(join(folder, 'admin-key'), 'utf8').trim()}` });
  const first = new RunnerProcess(folder);
  await first.ready;
  await first.stop('SIGTERM');
  const tables = { keys: 'commons-keys-restored-1', addresses: 'commons-addresses-restored-1' };
  const second = new RunnerProcess(folder, { COMMONS_CONFIG: aConfig({ tables }) });
  const url = await second.ready;
  for (const path of ['/testford/access/keys', '/testford/addresses/datasets'])
    expect((await fetch(`${url}${path}`, { headers: headers() })).status).toBe(200);
  const { stdout } = await second.stop('SIGTERM');
  expect(stdout).toMatch(
    /Not carried on this machine: the restored table commons-keys-restored-1; commons-platform-Keys/,
  );
});

describe('does not start, and says why in a sentence:', () => {
  const refused = async (env: Readonly<Record<string, string>>, folder = aFolder()): Promise<string> => {
    const { code, stderr } = await new RunnerProcess(folder, env).ended;
    expect(code).toBe(1);
    return stderr.trimEnd();
  };

  it('a port that is taken', async () => {
    const other = createServer();
    await once(other.listen(0, '127.0.0.1'), 'listening');
    const { port } = other.address() as AddressInfo;
    const says = `Port ${port} is in use: stop what uses it, or set PORT to another, for example PORT=${port + 1} npm start.`;
    expect(await refused({ PORT: String(port) })).toBe(says);
    other.close();
  });

  it('a port that is none', async () => {
    expect(await refused({ PORT: '65536' })).toBe('PORT=65536 is not a port: give a number up to 65535.');
  });

  it('a data folder that another runner uses', async () => {
    expect(await refused({}, process.env.TEST_FOLDER)).toMatch(
      /^.* is in use by another runner \(process \d+\): stop it, or set COMMONS_DATA_DIR .*$/,
    );
  });

  it('no engine at the address given', async () => {
    const says = 'No DynamoDB engine answers at DYNAMODB_ENDPOINT=http://127.0.0.1:9: start it, or unset the variable.';
    expect(await refused({ DYNAMODB_ENDPOINT: 'http://127.0.0.1:9' })).toBe(says);
  });

  it('no engine for this system', async () => {
    const hook = join(aFolder(), 'withoutEngine.cjs');
    writeFileSync(
      hook,
      `const module_ = require('node:module');
       const resolve = module_._resolveFilename;
       module_._resolveFilename = (name, ...rest) => resolve(name.startsWith('@dynoxide/') ? 'nothing' : name, ...rest);`,
    );
    expect(await refused({ NODE_OPTIONS: `--require ${hook}` })).toMatch(
      /^There is no embedded DynamoDB engine .* DYNAMODB_ENDPOINT.*$/,
    );
  });

  it('a configuration with mistakes, each in a line of its own', async () => {
    const folder = aFolder();
    const path = aConfig({
      region: 'London',
      colour: 'red',
      councils: [
        { id: 'Testford', name: '' },
        { id: 'marlbeck', name: 'Marlbeck', capabilities: ['parks'] },
      ],
    });
    expect((await refused({ COMMONS_CONFIG: path }, folder)).split('\n')).toEqual([
      `${path} needs correcting:`,
      '  region: must be an AWS region, like eu-west-2',
      '  councils[0].id: must be 2 to 31 small letters, digits and hyphens',
      '  councils[0].name: must not be empty',
      '  colour: is not a setting',
    ]);
    expect(locked(folder)).toBe(false);
  });
});
