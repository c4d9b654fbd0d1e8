import { councils } from '#test/support/pipeline.ts';
import { keeping } from './retention.ts';

const things = {
  name: 'things',
  title: 'Things',
  summary: 'For tests.',
  operations: {},
  records: { notes: { says: 'Notes', personal: 'none', days: 10 }, things: { says: 'Things', personal: 'none' } },
} as const;

const made = Date.parse('2026-11-01T00:00:00.000Z');
const day = (text: string): number => Date.parse(`${text}T00:00:00Z`) / 1000;
const marlbeck = { id: 'marlbeck', name: 'Marlbeck', capabilities: [], retention: { 'things.notes': 30 } };
const notes = (now = made) =>
  keeping(things, 'notes', {
    clock: () => now,
    retention: {},
    councils: new Map([...councils, ['marlbeck', marlbeck]]),
  });

it.each([
  ['marlbeck', '2026-12-01', 'the council’s own days'],
  ['pellwick', '2026-11-11', 'the contract’s days'],
  ['*', '2026-11-11', 'the contract’s days, of the host'],
])('keeps a record of %s until %s: %s', (council, until) => {
  expect(notes().until(council, made)).toBe(day(until));
});

it('is over at its second, whether or not the database has removed it', () => {
  const item = { expiresAt: day('2026-11-11') };
  const at = (text: string) => notes(Date.parse(text)).isOver(item);
  expect([at('2026-11-10T23:59:59.999Z'), at('2026-11-11T00:00:00.000Z')]).toEqual([false, true]);
  expect(notes().isOver({})).toBe(false);
});
