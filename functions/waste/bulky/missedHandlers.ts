import type { Request } from '#shared/contract/capability.ts';
import { found } from '../cases/changing.ts';
import { type BulkyMissedCase, BulkyNotMissed } from '../contract/bulkyCase.ts';
import type { waste } from '../contract.ts';
import type { Dependencies } from '../handlers.ts';
import { asBooking } from './changes.ts';
import { missedDecision } from './missed.ts';

type Operations = (typeof waste)['operations'];

const holdOf = (reference: string): string => `missed_bulky#${reference}`;

const decisionOf = async (dependencies: Dependencies, council: string, reference: string, language: 'en' | 'cy') => {
  const { cases, store, clock } = dependencies;
  const booking = asBooking(await found(dependencies, council, reference));
  const [settings, openReport] = await Promise.all([
    store.setting(council, 'bulky'),
    cases.holder(council, booking.uprn, holdOf(reference)),
  ]);
  return { booking, decision: missedDecision(booking, { now: clock(), openReport }, settings, language) };
};

export const getBulkyMissed = async (
  dependencies: Dependencies,
  { council, params: { reference }, query: { language } }: Request<Operations['getBulkyMissed']>,
) => (await decisionOf(dependencies, council, reference, language)).decision;

export const reportBulkyMissed = async (
  dependencies: Dependencies,
  { council, params, body: { contact }, idempotency }: Request<Operations['reportBulkyMissed']>,
) => {
  const { cases, clock, newReference } = dependencies;
  const { booking, decision } = await decisionOf(dependencies, council, params.reference, 'en');
  const { message, ...facts } = decision;
  if (!decision.allowed) throw new BulkyNotMissed(message ?? 'It cannot be reported.', { extensions: facts });
  const createdAt = new Date(clock()).toISOString();
  const { reference, uprn, details } = booking;
  const report: BulkyMissedCase = {
    ...{ reference: newReference('BM'), kind: 'missed_bulky', uprn, status: 'open', stage: 'reported' },
    ...{ createdAt, updatedAt: createdAt },
    details: { booking: reference, collectionDate: details.date },
  };
  return idempotency.answer(report, async (note) => {
    const lost = await cases.open(council, report, { holds: [holdOf(reference)], contact, note });
    if (!lost) return;
    const openReport = 'reference' in lost ? lost.reference : undefined;
    const extensions = { ...facts, allowed: false, reasonCode: 'already_reported', openReport };
    throw new BulkyNotMissed('This has been reported already.', { extensions });
  });
};
