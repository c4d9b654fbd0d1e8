/** An application for a change: proved, paid, decided and withdrawn like any. What the change takes is taken when it is made. */

import type { Council } from '#shared/contract/capability.ts';
import type { Write } from '#shared/dynamodb/expression.ts';
import { londonDay } from '#shared/london.ts';
import type { Journey, KeptApplication } from '../applications/journey.ts';
import { decideBy } from '../applications/opening.ts';
import { advanced, endOf } from '../applications/steps.ts';
import type { Quote } from '../contract/quotes.ts';
import type { Scheme } from '../contract/schemes.ts';
import { owing } from '../money/ledger.ts';
import type { Becoming } from './kept.ts';
import { type Change, type ChangeDependencies, changesOf, type Issued, iso } from './permits.ts';

export interface Wished {
  readonly what: 'vehicle' | 'address';
  readonly today: Scheme;
  readonly evidence: Quote['evidence'];
  /** Holds that it has taken, and the zone that it counts in beside its own. */
  readonly taken: readonly string[];
  readonly zone?: string | undefined;
  readonly writes: readonly Write[];
  readonly toPay: { readonly difference: number; readonly fee: number };
  readonly becomes: Becoming;
  readonly quote: Partial<Pick<Quote, 'registration' | 'vehicle' | 'uprn' | 'zone' | 'addressVerified'>>;
}
interface Asked {
  readonly council: string;
  readonly councilDetails: Council | undefined;
}

const lines = ({ difference, fee }: Wished['toPay']) => [
  ...(difference !== 0
    ? [
        {
          code: 'difference',
          says: 'Difference for the complete months left',
          saysWelsh: 'Gwahaniaeth am y misoedd llawn sy’n weddill',
          pence: difference,
        },
      ]
    : []),
  ...(fee > 0 ? [{ code: 'change_fee', says: 'For the change', saysWelsh: 'Am y newid', pence: fee }] : []),
];

const quoteOf = ({ permit }: Issued, wished: Wished, quote: string, at: number): Quote => {
  const { today, toPay, evidence } = wished;
  const pence = toPay.difference + toPay.fee;
  const expiresAt = iso(at + today.quoteHours * 3_600_000);
  const { nth = permit.nth, zone = permit.zone } = wished.becomes.at ?? {};
  const inputs = {
    ...permit.price.inputs,
    nth,
    zone,
    applied: londonDay(at),
    ...(wished.quote.vehicle && { vehicle: wished.quote.vehicle }),
  };
  return {
    ...{ quote, scheme: permit.scheme, uprn: permit.uprn, zone: permit.zone, eligible: true, reasons: [], notes: [] },
    ...{ addressVerified: true, months: permit.price.inputs.months, starts: permit.starts, ends: permit.ends },
    price: { pence, lines: lines(toPay), schemeVersion: today.version, inputs },
    ...{ payment: pence === 0 ? 'none' : today.payment, evidence, expiresAt },
    ...wished.quote,
  };
};

/** A change that nobody has to look at needs no approval, whatever permits themselves do. */
const approvalOf = ({ today, evidence }: Wished): Scheme['approval'] => {
  if (today.approval === 'automatic' || evidence.length === 0) return 'automatic';
  return today.approval === 'two_people' ? 'two_people' : 'evidence';
};

const applicationOf = (
  before: Issued,
  wished: Wished,
  { application, quote }: { readonly application: string; readonly quote: Quote },
  gssCode: string | undefined,
  at: number,
): KeptApplication => {
  const now = iso(at);
  const { payment, price } = quote;
  const { payWithinHours, decideWithinWorkingDays } = wished.today;
  const due = price?.pence ?? 0;
  return {
    ...{ application, changes: { permit: before.permit.permit, what: wished.what }, becomes: wished.becomes },
    ...{ status: 'submitted', quote, reasons: [], missing: [], evidence: [] },
    ...{ money: { due, paid: 0, refunded: 0 }, createdAt: now, changedAt: now, version: 0 },
    decideBy: decideBy(gssCode, decideWithinWorkingDays, at),
    rules: { approval: approvalOf(wished), payment, payWithinHours, temporaryPermit: false },
    ...{ ledger: owing(due), decisions: [], asked: [], untold: [], told: 0 },
  };
};

/** The permit has what the change takes from now on, so that it is given back with the permit if that ends meanwhile. */
export const changeApplication = async (
  { people, newReference }: ChangeDependencies,
  { council, councilDetails }: Asked,
  before: Issued,
  at: number,
  wished: Wished,
): Promise<Change & { readonly opens: Journey }> => {
  const { permit } = before;
  const reference = newReference('PA');
  const quote = quoteOf(before, wished, newReference('PQ'), at);
  const application = applicationOf(before, wished, { application: reference, quote }, councilDetails?.gssCode, at);
  const contact = await people.contact(council, before.application.application);
  const reserved = { application: reference, holds: wished.taken, ...(wished.zone && { zone: wished.zone }) };
  return {
    opens: advanced(undefined, { application }, at),
    after: {
      application: before.application,
      permit: {
        ...permit,
        holds: [...new Set([...permit.holds, ...wished.taken])],
        changes: { ...changesOf(permit), reserved },
      },
    },
    writes: [
      ...wished.writes,
      ...(contact ? people.contactWrites(council, reference, contact, endOf(permit.ends)) : []),
    ],
  };
};
