import type { Pass } from '../contract/passShapes.ts';
import { duesOf, eventsOf, hotlistOf, messageOf } from './consequences.ts';
import type { KeptPass } from './items.ts';

const pass = (status: Pass['status'], more: Partial<KeptPass> = {}): KeptPass => ({
  ...{ pass: 'PB-00000001', kind: 'older', status, uprn: '1', evidence: [], missing: [], reasons: [] },
  ...{
    createdAt: '2026-11-23T00:00:00.000Z',
    changedAt: '2026-11-23T00:00:00.000Z',
    version: 1,
    holder: 'h',
    chain: 'c',
  },
  ...more,
});
const ordered = { batch: 1 };
const carded = { batch: 1, shell: '633597000000000018', producedAt: '2026-12-01T00:00:00.000Z' };

it.each<[string, KeptPass | undefined, KeptPass, string | undefined, string[], string | undefined]>([
  ['asked for', undefined, pass('evidence_needed'), 'pass_received', [], undefined],
  ['renewed by itself', undefined, pass('approved'), 'pass_approved', ['approved'], undefined],
  ['complete', pass('evidence_needed'), pass('requested'), undefined, [], undefined],
  ['asked for more', pass('requested'), pass('evidence_needed'), 'pass_evidence_needed', [], undefined],
  ['approved', pass('requested'), pass('approved'), 'pass_approved', ['approved'], undefined],
  ['paid', pass('payment_needed'), pass('approved'), 'pass_approved', ['approved'], undefined],
  ['ordered again', pass('not_produced', ordered), pass('approved', ordered), undefined, [], undefined],
  ['refused', pass('requested'), pass('refused'), 'pass_refused', ['ended'], undefined],
  ['made', pass('in_production', ordered), pass('live', carded), undefined, ['produced'], undefined],
  ['lost', pass('live', carded), pass('hotlisted', carded), undefined, ['hotlisted'], 'hotlisted'],
  ['found', pass('hotlisted', carded), pass('live', carded), undefined, ['hotlisted'], 'cleared'],
  ['expired when lost', pass('hotlisted', carded), pass('expired', carded), undefined, ['ended'], undefined],
  ['given up', pass('live', carded), pass('surrendered', carded), undefined, ['hotlisted', 'ended'], 'hotlisted'],
  ['given up without a card', pass('approved'), pass('surrendered'), undefined, ['ended'], undefined],
  ['cancelled when lost', pass('hotlisted', carded), pass('cancelled', carded), undefined, ['ended'], undefined],
  [
    'made too late',
    pass('cancelled', ordered),
    pass('cancelled', { ...ordered, shell: '1' }),
    undefined,
    ['hotlisted'],
    'hotlisted',
  ],
  ['expired', pass('live', carded), pass('expired', carded), undefined, ['ended'], undefined],
])('tells of a pass that is %s', (_, before, after, message, events, hotlist) => {
  expect(messageOf(before, after)).toBe(message);
  expect(eventsOf(before, after).map(({ type }) => type.replace('permits.pass.', ''))).toEqual(events);
  expect(hotlistOf(before, after)).toBe(hotlist);
});

it('says what is due once, when it becomes known', () => {
  const before = pass('requested');
  const after = pass('approved', {
    ends: '2031-06-09',
    renewFrom: '2031-04-28',
    photoUntil: '2027-01-01T00:00:00.000Z',
  });
  expect(duesOf(before, after, 'now')).toEqual([
    { at: 'now', what: 'pass-tell.pass_approved' },
    { at: '2031-06-09T23:00:00.000Z', what: 'pass-end' },
    { at: '2031-04-28T06:00:00.000Z', what: 'pass-renew' },
    { at: '2027-01-01T00:00:00.000Z', what: 'pass-photo' },
  ]);
  expect(duesOf(after, { ...after, status: 'in_production' }, 'now')).toEqual([]);
});
