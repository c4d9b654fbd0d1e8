import fc from 'fast-check';
import { applicationStatuses } from '../contract/applications.ts';
import { type Facts, permitStatusOf, statusOf } from './states.ts';

const facts = (given: Partial<Omit<Facts, 'rules'>> & Partial<Facts['rules']>): Facts => {
  const { approval = 'always', payment = 'none', ...rest } = given;
  return {
    ...{ status: 'submitted', rules: { approval, payment }, isPaid: payment === 'none' },
    ...{ isMissing: false, hasEvidence: false, approvals: 0 },
    ...rest,
  };
};
const first = { payment: 'on_application' } as const;
const last = { payment: 'on_approval' } as const;

it.each<[string, Parameters<typeof facts>[0], string]>([
  ['free, automatic', { approval: 'automatic' }, 'approved'],
  [
    'free, automatic, evidence to come',
    { approval: 'automatic', isMissing: true, hasEvidence: true },
    'evidence_needed',
  ],
  ['free, automatic, evidence there', { approval: 'automatic', hasEvidence: true }, 'approved'],
  ['free, staff where there is evidence, none', { approval: 'evidence' }, 'approved'],
  ['free, staff where there is evidence, there', { approval: 'evidence', hasEvidence: true }, 'submitted'],
  ['free, staff always', {}, 'submitted'],
  ['free, approved', { approvals: 1 }, 'approved'],
  ['two people, none yet', { approval: 'two_people' }, 'submitted'],
  ['two people, one', { approval: 'two_people', approvals: 1 }, 'second_check'],
  [
    'two people, one, more evidence asked',
    { approval: 'two_people', approvals: 1, isMissing: true, hasEvidence: true },
    'evidence_needed',
  ],
  ['two people, two', { approval: 'two_people', approvals: 2 }, 'approved'],
  ['paid first, not yet', first, 'payment_needed'],
  ['paid first, not yet, evidence missing', { ...first, isMissing: true, hasEvidence: true }, 'payment_needed'],
  [
    'paid first, paid, evidence missing',
    { ...first, isPaid: true, isMissing: true, hasEvidence: true },
    'evidence_needed',
  ],
  ['paid first, paid', { ...first, isPaid: true }, 'submitted'],
  ['paid first, paid and approved', { ...first, isPaid: true, approvals: 1 }, 'approved'],
  ['paid first, automatic, paid', { ...first, approval: 'automatic', isPaid: true }, 'approved'],
  ['paid last, not approved', { ...last }, 'submitted'],
  ['paid last, approved', { ...last, approvals: 1 }, 'payment_needed'],
  ['paid last, approved, paid', { ...last, approvals: 1, isPaid: true }, 'approved'],
  ['paid last, automatic', { ...last, approval: 'automatic' }, 'payment_needed'],
  ['refused, paid too late', { ...first, status: 'refused', isPaid: true }, 'refused'],
  ['lapsed, approved too late', { ...last, status: 'lapsed', approvals: 1 }, 'lapsed'],
  ['waiting', { status: 'waiting' }, 'waiting'],
])('%s', (_, given, status) => {
  expect(statusOf(facts(given))).toBe(status);
});

const anyFacts = fc.record<Facts>({
  status: fc.constantFrom(...applicationStatuses),
  rules: fc.record({
    approval: fc.constantFrom('automatic', 'evidence', 'always', 'two_people'),
    payment: fc.constantFrom('none', 'on_application', 'on_approval'),
  }),
  isPaid: fc.boolean(),
  isMissing: fc.boolean(),
  hasEvidence: fc.boolean(),
  approvals: fc.nat(3),
});

it('says the same however often it is asked', () => {
  fc.assert(
    fc.property(anyFacts, (given) => {
      const status = statusOf(given);
      expect(statusOf({ ...given, status })).toBe(status);
    }),
  );
});

it('approves nothing that is not paid, and lets no permit count for one that is closed without approval', () => {
  fc.assert(
    fc.property(anyFacts, fc.boolean(), (given, temporaryPermit) => {
      const status = statusOf({ ...given, status: 'submitted' });
      const permit = permitStatusOf(status, 'pending', { temporaryPermit });
      if (!given.isPaid) expect(permit).not.toBe('active');
      if (!given.isPaid && given.rules.payment === 'on_application') expect(permit).toBe('pending_payment');
      if (!temporaryPermit) expect(permit).not.toBe('temporary');
      for (const closed of ['refused', 'withdrawn', 'lapsed'] as const)
        expect(['active', 'temporary']).not.toContain(permitStatusOf(closed, 'temporary', { temporaryPermit }));
    }),
  );
});
