import { Table } from '#shared/dynamodb/table.ts';
import { faultyEngine } from '#test/support/faultyEngine.ts';
import {
  jo,
  type NotificationCouncil,
  notificationCouncil,
  personalisation,
} from '#test/support/notificationCouncil.ts';
import { freshTable } from '#test/support/table.ts';
import { assembled } from '../assembly.ts';
import { send } from './send.ts';
import { sweep } from './sweep.ts';

let here: NotificationCouncil;
afterEach(() => here.stop());

const body = { to: jo, personalisation, about: 'permits:PM-7K2M9QXA' };
const references = () => here.notify.sent.map(({ reference }) => reference);
const once = () => expect(new Set(references()).size).toBe(references().length);

/** Beat after beat, until nothing waits any more. */
const settle = async (beats = 30) => {
  for (let beat = 0; beat < beats; beat += 1) {
    await here.sweep();
    here.pass(120_000);
  }
};

it('sends a message once, however many send it at the same moment', async () => {
  here = await notificationCouncil();
  const taken = await here.take(body);
  await Promise.all(Array.from({ length: 50 }, (_, i) => (i % 5 ? here.hear(taken) : here.sweep())));
  expect(references()).toEqual([`${taken.json.message}.email.1`]);
  expect((await here.read(taken.json.message)).email.status).toBe('accepted');
});

it('takes a request once that is sent again with its Idempotency-Key', async () => {
  here = await notificationCouncil();
  const key = 'the-same-key-each-time';
  const first = await here.take(body, key);
  const again = await here.take(body, key);
  expect([first.status, again.json]).toEqual([201, first.json]);
  await settle(2);
  expect(references()).toHaveLength(1);
});

it.each(['lost', 'cut', 'done500', 500, 504, 'rate'] as const)(
  'sends a message once though Notify’s answer is %s',
  async (fault) => {
    here = await notificationCouncil();
    here.notify.fail(fault, fault);
    const taken = await here.take(body);
    await here.hear(taken);
    expect((await here.read(taken.json.message)).email.status).toBe('queued');
    await settle(10);
    expect(references()).toHaveLength(1);
    expect((await here.read(taken.json.message)).email.status).toMatch(/accepted|delivered/);
  },
);

it('sends a message once whose sender was lost after the request, or before it', async () => {
  here = await notificationCouncil();
  for (const isSent of [true, false]) {
    const taken = await here.take(body);
    const { messages } = here.sending;
    const dying: typeof messages = {
      ...messages,
      // The lease is taken; nothing is written afterwards.
      change: async (council, before, after, at) => {
        if (after.channels.email?.status !== 'sending') throw new Error('the function was ended');
        const result = await messages.change(council, before, after, at);
        if (!isSent) throw new Error('the function was ended');
        return result;
      },
    };
    await expect(send({ ...here.sending, messages: dying }, 'marlbeck', taken.json.message, 'email')).rejects.toThrow(
      'ended',
    );
    expect((await here.read(taken.json.message)).email.status).toBe('sending');
  }
  await here.sweep();
  expect(references()).toHaveLength(1);
  await settle(3);
  expect(references()).toHaveLength(2);
  once();
});

it('sends each of many once while the database and Notify fail now and then', async () => {
  const table = await freshTable();
  here = await notificationCouncil({ table });
  const taken = await Promise.all(Array.from({ length: 20 }, () => here.take(body)));
  const engine = await faultyEngine(0.15, 7);
  const faults = ['lost', undefined, 'done500', undefined, 'cut', undefined, 504, undefined] as const;
  here.notify.fail(...faults, ...faults);
  const broken = assembled(new Table(table.name, engine.client), { ...here.sending, retention: {} });
  for (let beat = 0; beat < 6; beat += 1) {
    await sweep(broken)().catch(() => undefined);
    here.pass(120_000);
  }
  await engine.stop();
  await settle(12);
  once();
  expect(references().sort()).toEqual(taken.map(({ json }) => `${json.message}.email.1`).sort());
  expect(Object.values(engine.injected).reduce((sum, n) => sum + n, 0)).toBeGreaterThan(5);
});
