import { setTimeout as sleep } from 'node:timers/promises';
import { EventRules } from './eventRules.ts';

const rule = (functionName: string, types: string[], source = ['council-commons.shire']) => ({
  functionName,
  types,
  source,
});
const anEvent = (type: string, id = '1', source = 'council-commons.shire') => ({ source, 'detail-type': type, id });

const start = (invoke: (name: string, event: unknown) => Promise<unknown>) => {
  const printed: string[] = [];
  const rules = [
    rule('streets', ['lamp.lit', 'lamp.out']),
    rule('parks', ['lamp.lit']),
    rule('others', ['lamp.lit'], ['another']),
  ];
  return { printed, rules: new EventRules({ rules, invoke, print: (line) => printed.push(line) }) };
};

it('hands an event to the functions whose rules ask for it, after the bus has answered', async () => {
  const given: unknown[] = [];
  const { rules } = start(async (name, event) => given.push([name, event]));
  for (const event of [anEvent('lamp.lit'), anEvent('lamp.out'), anEvent('lamp.new'), anEvent('lamp.lit', '2', 'x')])
    rules.take(event);
  await Promise.resolve();
  expect(given).toEqual([]);
  await rules.settled();
  expect(given).toHaveLength(3);
  expect(given).toEqual(
    expect.arrayContaining([
      ['streets', anEvent('lamp.lit')],
      ['streets', anEvent('lamp.out')],
      ['parks', anEvent('lamp.lit')],
    ]),
  );
});

it('hands a function one after the other, in order, also when one takes long', async () => {
  const done: string[] = [];
  const { rules } = start(async (name, event) => {
    const { id } = event as { id: string };
    await sleep(id === '1' ? 30 : 0);
    if (name === 'streets') done.push(id);
  });
  for (const id of ['1', '2', '3']) rules.take(anEvent('lamp.lit', id));
  await rules.settled();
  expect(done).toEqual(['1', '2', '3']);
});

it('tries three times, then says that it gives up, and goes on', async () => {
  const tried: string[] = [];
  const { rules, printed } = start(async (_, event) => {
    const { id } = event as { id: string };
    tried.push(id);
    if (id === '1' && tried.length < 3) throw new Error('busy');
    if (id === '2') throw new Error('broken');
  });
  for (const id of ['1', '2', '3']) rules.take(anEvent('lamp.out', id));
  await rules.settled();
  expect(tried).toEqual(['1', '1', '1', '2', '2', '2', '3']);
  expect(printed.map((line) => JSON.parse(line))).toEqual([
    { type: 'failure', level: 'ERROR', error: { name: 'DeadLetter', message: 'streets: Error: broken' } },
  ]);
});
