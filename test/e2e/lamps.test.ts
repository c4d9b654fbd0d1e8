/** A capability that stands on a national service, and one that asks it and hears its events, on a runner of their own. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lampsAndStreets } from '#test/support/capabilities.ts';
import { commons } from '#test/support/cli.ts';
import { aConfig, aFolder, RunnerProcess } from '#test/support/runnerProcess.ts';

const folder = aFolder();
const env = {
  COMMONS_FUNCTIONS: lampsAndStreets(),
  COMMONS_CONFIG: aConfig({
    councils: [
      { id: 'marlbeck', name: 'Marlbeck', services: { lamps: { colour: 'amber' } } },
      { id: 'pellwick', name: 'Pellwick' },
    ],
  }),
};
let runner: RunnerProcess;
let url: string;

const start = async () => {
  runner = new RunnerProcess(folder, env);
  url = await runner.ready;
};
beforeAll(start);

const ask = async (method: string, path: string, body?: object) => {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${readFileSync(join(folder, 'admin-key'), 'utf8').trim()}`,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const json = JSON.parse(await response.text());
  return { status: response.status, json, slug: String(json.type).split('/').at(-1) };
};
const light = (street: string) => ask('POST', '/marlbeck/streets', { street });

/** What the streets heard, once they have heard of this lamp. */
const heard = async (lamp: string): Promise<string[]> => {
  for (const deadline = Date.now() + 20_000; ; ) {
    const { json } = await ask('GET', '/marlbeck/streets/heard');
    if (json.heard.includes(lamp) || Date.now() > deadline) return json.heard;
    await sleep(100);
  }
};

const street = 'mill-lane';

it('asks another capability, which asks its national service with the secret of the council', async () => {
  expect((await light(street)).json).toEqual({ light: `marlbeck ${street} 1 ${url}` });
  expect((await ask('GET', `/marlbeck/streets/lights/${street}`)).json).toEqual({
    light: `marlbeck ${street} 1 ${url}`,
  });
  expect((await ask('GET', `/marlbeck/lamps/${street}`)).json).toMatchObject({ colour: 'amber' });
});

it('is told what the other refuses', async () => {
  const dark = 'Mill Lane/1 & “Hop?#” 50%';
  expect(await ask('GET', `/marlbeck/streets/lights/${encodeURIComponent(dark)}`)).toMatchObject({
    status: 404,
    slug: 'not-lit',
    json: { detail: `The council has no lamp “${dark}”.` },
  });
});

it('knows that a council has no such service', async () => {
  expect(await ask('POST', '/pellwick/lamps', { lamp: 'x' })).toMatchObject({ status: 503, slug: 'no-lamplighters' });
});

it('is named in the log and the counts of the one that it asks', async () => {
  const lines = readFileSync(join(folder, 'log.jsonl'), 'utf8').split('\n').filter(Boolean);
  const requests = lines.map((line) => JSON.parse(line)).filter(({ type }) => type === 'request');
  expect(requests).toContainEqual(
    expect.objectContaining({ capability: 'lamps', operation: 'lightLamp', keyId: 'capability:streets', status: 201 }),
  );
});

it('hears events in order, and again what it failed at, but not for ever', async () => {
  for (const lamp of ['stubborn', 'impossible', 'usual']) await light(lamp);
  expect(await heard('usual')).toEqual([street, 'stubborn', 'usual']);
  expect(readFileSync(join(folder, 'log.jsonl'), 'utf8')).toMatch(
    /"DeadLetter","message":"commons-streets: .*impossible/,
  );
});

describe('npx commons secrets', () => {
  const secrets = (args: readonly string[], input = '') =>
    commons(['secrets', ...args, '--local'], { ...env, COMMONS_DATA_DIR: folder }, input);
  const set = (capability: string, name: string, council: string, input = 'xyz', file = '-') =>
    secrets(['set', capability, name, '--council', council, '--file', file], input);

  it('says what is missing, where it comes from, and takes it', async () => {
    const missing = 'marlbeck  lamps  spare  missing: A second one, for when the first is lost.';
    expect(await secrets(['check'])).toEqual({
      ...{ code: 1, stderr: '' },
      stdout: `marlbeck  lamps  apiKey  set\n${missing}\n`,
    });
    expect(await set('lamps', 'spare', 'marlbeck')).toEqual({
      ...{ code: 0, stderr: '' },
      stdout: 'spare of lamps of marlbeck is kept as /council-commons/commons/services/lamps/marlbeck/spare.\n',
    });
    expect(await secrets(['check'])).toMatchObject({ code: 0, stdout: expect.stringContaining('spare  set\n') });
  });

  it('refuses what nobody would read', async () => {
    const refused = await Promise.all([
      set('lamps', 'spare', 'pellwick'),
      set('streets', 'spare', 'marlbeck'),
      set('lamps', 'password', 'marlbeck'),
      set('lamps', 'spare', 'marlbeck', ' \n'),
      set('lamps', 'spare', 'marlbeck', 'x'.repeat(4097)),
      set('lamps', 'spare', 'marlbeck', '', '/nowhere/secret'),
    ]);
    expect(refused.map(({ code }) => code)).toEqual(Array(6).fill(1));
    expect(refused.map(({ stderr }) => stderr)).toEqual([
      expect.stringMatching(/^council “pellwick” has no service for “lamps” in .*: add “services”/),
      expect.stringMatching(/^council “marlbeck” has no service for “streets”/),
      'The National Lamplighters gives no “password”; there is apiKey, spare.\n',
      'What was given is empty.\n',
      'The secret has 4097 bytes; Parameter Store keeps at most 4096.\n',
      expect.stringMatching(/^\/nowhere\/secret cannot be read: /),
    ]);
  });
});

it('hears what was announced just before the end, and keeps a secret of one’s own over that of the stand-in', async () => {
  const args = ['secrets', 'set', 'lamps', 'apiKey', '--council', 'marlbeck', '--file', '-', '--local'];
  await commons(args, { ...env, COMMONS_DATA_DIR: folder }, 'key-of-others\n');
  await light('last');
  expect((await runner.stop('SIGTERM')).code).toBe(0);
  await start();
  expect(await heard('last')).toContain('usual');
  expect((await light('next')).json.light).toMatch(/^others next 1 /);
});
