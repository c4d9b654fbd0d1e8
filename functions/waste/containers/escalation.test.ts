import { usualContainers } from '../contract/containerSettings.ts';
import { escalationReason, escalationWindow } from './escalation.ts';

it.each([
  // Monday 2 March 2026, and clocks go forward on 29 March.
  ['2026-03-02T09:00:00Z', '2026-03-30T23:00:00.000Z', '2026-04-13T23:00:00.000Z'],
  // The same day in London, which is the next by its summer time.
  ['2026-06-01T22:59:59Z', '2026-06-29T23:00:00.000Z', '2026-07-13T23:00:00.000Z'],
  ['2026-06-01T23:00:00Z', '2026-06-30T23:00:00.000Z', '2026-07-14T23:00:00.000Z'],
  // Over Christmas and New Year, whose holidays count as any day.
  ['2026-12-04T12:00:00Z', '2027-01-04T00:00:00.000Z', '2027-01-18T00:00:00.000Z'],
  // On a Saturday.
  ['2026-10-03T12:00:00Z', '2026-11-02T00:00:00.000Z', '2026-11-16T00:00:00.000Z'],
])('asked for at %s, it can be escalated from %s until just before %s', (requestedAt, opens, closes) => {
  const window = escalationWindow(Date.parse(requestedAt), usualContainers);
  expect(window.map((at) => new Date(at).toISOString())).toEqual([opens, closes]);
});

const window = escalationWindow(Date.parse('2026-10-03T12:00:00Z'), usualContainers);
const asked = { stage: 'requested', isOpen: true, isEscalated: false };
it.each([
  ['at its first moment', {}, '2026-11-02T00:00:00.000Z', undefined],
  ['at its last', {}, '2026-11-15T23:59:59.999Z', undefined],
  ['before', {}, '2026-11-01T23:59:59.999Z', 'too_soon'],
  ['after', {}, '2026-11-16T00:00:00.000Z', 'too_late'],
  ['a second time', { isEscalated: true }, '2026-11-03T12:00:00Z', 'already_escalated'],
  ['when it was closed', { isOpen: false, isEscalated: true }, '2026-11-03T12:00:00Z', 'closed'],
  ['when it was not paid', { stage: 'unpaid' }, '2026-11-03T12:00:00Z', 'unpaid'],
])('escalated %s (%j, %s): %s', (_, changed, now, reason) => {
  expect(escalationReason({ ...asked, ...changed, now: Date.parse(now) }, window)).toBe(reason);
});
