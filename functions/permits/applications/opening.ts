/** A new application and its permit, from a quote. Pure. */
import type { Request } from '#shared/contract/capability.ts';
import { addDays } from '#shared/dates/days.ts';
import { bankHolidayDivision, workingDays } from '#shared/dates/workingDays.ts';
import { londonDay, londonInstant } from '#shared/london.ts';
import { unchanged } from '../changes/kept.ts';
import type { Application } from '../contract/applications.ts';
import type { Quote } from '../contract/quotes.ts';
import type { Scheme } from '../contract/schemes.ts';
import type { permits } from '../contract.ts';
import { owing } from '../money/ledger.ts';
import type { Taking } from '../places/places.ts';
import type { Journey, KeptApplication, KeptPermit } from './journey.ts';
import { advanced, endOf } from './steps.ts';

export type Applying = Request<(typeof permits)['operations']['applyForPermit']>;

/** A quote that can be applied for has a zone, days and a price. */
export type Offer = Quote & { readonly [K in 'zone' | 'starts' | 'ends' | 'price']: NonNullable<Quote[K]> };
export type Taken = Extract<Taking, { nth: number }>;

const evidenceByPost = ({ body: { byPost } }: Opening['request'], at: string): Application['evidence'] =>
  byPost.map(({ of, proof }, i) => ({
    ...{ evidence: `E${String(i + 1).padStart(2, '0')}`, of, proof, how: 'post', status: 'given', at },
  }));

/** What is decided in so many working days, by the end of the last. */
export const decideBy = (gssCode: string | undefined, days: number, at: number): string => {
  const { add } = workingDays({ division: bankHolidayDivision(gssCode) });
  return new Date(londonInstant(addDays(add(londonDay(at), days), 1), '00:00')).toISOString();
};

const coversOf = ({ registration, starts, ends }: Offer) =>
  registration
    ? [
        {
          registration,
          from: new Date(londonInstant(starts, '00:00')).toISOString(),
          until: new Date(endOf(ends)).toISOString(),
        },
      ]
    : [];

export interface Made {
  readonly request: Applying;
  readonly quote: Offer;
  readonly scheme: Scheme;
  readonly references: { readonly application: string; readonly permit: string };
  readonly renews?: string | undefined;
  readonly at: number;
}

/** What of a request a new application is made of. */
type Opening = Omit<Made, 'request'> & {
  readonly request: Pick<Applying, 'councilDetails'> & { readonly body: Pick<Applying['body'], 'byPost'> };
};

export const applicationOf = ({ request, quote, scheme, references, renews, at }: Opening): KeptApplication => {
  const now = new Date(at).toISOString();
  const gssCode = request.councilDetails?.gssCode;
  return {
    ...references,
    ...(renews && { renews }),
    ...{ status: 'submitted', quote, reasons: [], missing: [], evidence: evidenceByPost(request, now) },
    ...{ money: { due: quote.price.pence, paid: 0, refunded: 0 }, createdAt: now, changedAt: now, version: 0 },
    decideBy: decideBy(gssCode, scheme.decideWithinWorkingDays, at),
    rules: {
      ...{ approval: scheme.approval, payment: quote.payment },
      ...{ payWithinHours: scheme.payWithinHours, temporaryPermit: scheme.temporaryPermit },
    },
    ...{ ledger: owing(quote.price.pence), decisions: [], asked: [], untold: [], told: 0 },
  };
};

/** Whoever has a short permit applies in full before it ends: prompted ten days before (the 2016 pilots). */
const remindersOf = ({ addressVerified }: Offer, { unverifiedAddress, renewal }: Scheme) =>
  addressVerified || unverifiedAddress === 'evidence'
    ? { remindDays: [...new Set(renewal.remindDays)].sort((a, b) => b - a) }
    : { remindDays: [10], isShort: true as const };

export const permitOf = (
  { quote, scheme, references, renews, at }: Omit<Made, 'request'>,
  taken: Taken,
): KeptPermit => ({
  ...references,
  ...(renews && { renews }),
  ...{ scheme: quote.scheme, kind: scheme.kind, zone: quote.zone, uprn: quote.uprn, status: 'pending' },
  ...{ nth: taken.nth, covers: coversOf(quote), starts: quote.starts, ends: quote.ends, price: quote.price },
  ...{ money: { due: 0, paid: 0, refunded: 0 }, changedAt: new Date(at).toISOString(), version: 0 },
  ...{ holds: taken.holds, counted: true, changes: { ...unchanged, ...remindersOf(quote, scheme) } },
});

const automatic = (at: number) => ({ decision: 'automatic' as const, by: '', at: new Date(at).toISOString() });

/** What nobody had to decide is on record as that. */
export const withAutomatic = (journey: Journey, at: number): Journey => {
  const { application } = journey;
  return application.status === 'approved'
    ? { ...journey, application: { ...application, decisions: [...application.decisions, automatic(at)] } }
    : journey;
};

export const journeyOf = (made: Made, taken: Taken): Journey =>
  withAutomatic(
    advanced(undefined, { application: applicationOf(made), permit: permitOf(made, taken) }, made.at),
    made.at,
  );

/** It waits for a place, without any. */
export const waitingOf = (made: Made): Journey => {
  const { permit: _p, decideBy: _d, ...application } = applicationOf(made);
  return advanced(undefined, { application: { ...application, status: 'waiting' } }, made.at);
};
