/** What households, and staff for them, do with vouchers and hours for visitors. */
import * as z from 'zod/mini';
import {
  created,
  described,
  get,
  Instant,
  named,
  ok,
  PlainDate,
  post,
  put,
  UprnInput,
} from '#shared/contract/index.ts';
import { Applicant } from './applications.ts';
import { flag, RegistrationInput, SchemeCode, SchemeNotFound, whole } from './fields.ts';
import { claims } from './tariffs.ts';
import {
  AllowanceUsed,
  NotForVisitors,
  NothingToRefund,
  NoVisitorZone,
  OrderNotFound,
  OrderNotPayable,
  OrderReference,
  TooFewUnits,
  Visit,
  VisitIsOver,
  VisitNotFound,
  VisitorBalance,
  VisitorOrder,
  VisitorRefund,
  VisitReference,
} from './visitors.ts';

const apply = { scope: 'permits:apply' } as const;
const decide = { scope: 'permits:decide' } as const;
const household = { scheme: SchemeCode, uprn: UprnInput };
const ofOrder = z.strictObject({ order: OrderReference });
const ofVisit = z.strictObject({ session: VisitReference });
const Visits = z.object({ sessions: described(z.array(Visit), 'The newest first, at most 200.') });
const Claims = named(
  z.object({
    claims: described(
      z
        .array(
          z.strictObject({
            claim: described(z.enum(claims), 'What was granted.', 'carer'),
            until: described(PlainDate, 'Last day on which it counts, in London.', '2027-11-30'),
          }),
        )
        .check(z.maxLength(10)),
      'All that the household is granted.',
      [{ claim: 'carer', until: '2027-11-30' }],
    ),
  }),
  { id: 'VisitorClaims', description: 'What gives a household more than others.' },
);

const isHttps = (text: string) => URL.canParse(text) && ['https:', 'http:'].includes(new URL(text).protocol);

export const visitEvents = {
  'permits.visit.started': {
    says: 'A visit was booked. It may start later.',
    data: z.strictObject({ visit: VisitReference, scheme: SchemeCode }),
  },
  'permits.visit.ended': {
    says: 'A visit is over, or was ended early.',
    data: z.strictObject({ visit: VisitReference, scheme: SchemeCode }),
  },
} as const;

export const visitorOperations = {
  orderVisitorUnits: post('/{council}/permits/visitor-orders', {
    summary: 'Order vouchers or hours for visitors',
    description:
      'A pack of the scheme; or, with `free`, any number of what the household has for nothing. What costs nothing it has at once, the rest when it is paid: ask for a payment next.',
    access: apply,
    idempotent: true,
    body: z.strictObject({
      ...household,
      units: whole(1, 10_000, 'A pack of the scheme, or any number of what costs nothing.', 10),
      free: z._default(flag('Whether it is of what costs nothing.', false), false),
      applicant: z.optional(Applicant),
    }),
    returns: created(VisitorOrder, '/{council}/permits/visitor-orders/{order}'),
    problems: [SchemeNotFound, NotForVisitors, NoVisitorZone, AllowanceUsed],
  }),
  getVisitorOrder: get('/{council}/permits/visitor-orders/{order}', {
    summary: 'One order for visitors',
    description: 'For whoever has its reference. It is `done` soon after it was paid.',
    access: apply,
    params: ofOrder,
    returns: ok(VisitorOrder),
    problems: [OrderNotFound],
  }),
  payVisitorOrder: post('/{council}/permits/visitor-orders/{order}/pay', {
    summary: 'Pay an order for visitors',
    description: 'Begins a payment by card, or goes on with the one that was begun. Send the payer to `nextUrl`.',
    access: apply,
    params: ofOrder,
    body: z.strictObject({
      returnUrl: described(
        z.string().check(z.maxLength(1900), z.refine(isHttps, { error: 'must be an https address' })),
        'Where the payer comes back to.',
        'https://marlbeck.example/permits/paid',
      ),
      language: z._default(described(z.enum(['en', 'cy']), 'Of the pages that the payer sees.', 'en'), 'en'),
    }),
    returns: ok(
      z.object({
        payment: described(z.string(), 'Id of the payment.', 'PY-7K2M9QXA4RTZ'),
        nextUrl: described(z.string(), 'Where to send the payer, who alone may see it.', 'https://card.example/secure'),
      }),
    ),
    problems: [OrderNotFound, OrderNotPayable],
  }),
  listVisitsOfOrder: get('/{council}/permits/visitor-orders/{order}/sessions', {
    summary: 'Visits of the household that made an order',
    description: 'For whoever has its reference.',
    access: apply,
    params: ofOrder,
    returns: ok(Visits),
    problems: [OrderNotFound],
  }),
  getVisitorBalance: get('/{council}/permits/visitor-balance', {
    summary: 'What a household has for its visitors',
    description: 'What it can use and still have, by when it runs out, and what staff granted it.',
    access: apply,
    query: z.strictObject(household),
    returns: ok(VisitorBalance),
    problems: [SchemeNotFound, NotForVisitors],
  }),
  startVisit: post('/{council}/permits/visitor-sessions', {
    summary: 'Book a visit',
    description:
      'Takes vouchers or hours of the household, those first that run out first. Give `hours` or `vouchers`, as the scheme has them; for so long the vehicle counts from its start.',
    access: apply,
    idempotent: true,
    body: z
      .strictObject({
        ...household,
        registration: RegistrationInput,
        starts: z.optional(
          described(Instant, 'When it starts: not in the past, and at most 90 days ahead. Now unless told.'),
        ),
        hours: z.optional(whole(1, 744, 'Of schemes with hours: for so long.', 3)),
        vouchers: z.optional(whole(1, 31, 'Of schemes with vouchers: so many, one after the other.', 1)),
      })
      .check(
        z.refine(({ hours, vouchers }) => (hours === undefined) !== (vouchers === undefined), {
          error: 'must be there, or “vouchers”, but not both',
          path: ['hours'],
        }),
      ),
    returns: created(Visit, '/{council}/permits/visitor-sessions/{session}'),
    problems: [SchemeNotFound, NotForVisitors, NoVisitorZone, TooFewUnits],
  }),
  getVisit: get('/{council}/permits/visitor-sessions/{session}', {
    summary: 'One visit',
    description: 'For whoever has its reference.',
    access: apply,
    params: ofVisit,
    returns: ok(Visit),
    problems: [VisitNotFound],
  }),
  endVisit: post('/{council}/permits/visitor-sessions/{session}/end', {
    summary: 'End a visit early',
    description:
      'Whole hours that were not used are given back; vouchers are not, unless it has not started. Doing it again changes nothing.',
    access: apply,
    params: ofVisit,
    returns: ok(Visit),
    problems: [VisitNotFound, VisitIsOver],
  }),
  listVisits: get('/{council}/permits/visitor-sessions', {
    summary: 'Visits of a household',
    description: 'Those that are to come or over, too. For staff: front ends list the visits of an order.',
    access: decide,
    query: z.strictObject(household),
    returns: ok(Visits),
  }),
  putVisitorClaims: put('/{council}/permits/visitor-claims', {
    summary: 'Grant a household more for its visitors',
    description: 'In place of what it was granted before. What a claim is worth is in the scheme’s allowance.',
    access: decide,
    body: z.strictObject({ ...household, ...Claims.shape }),
    returns: ok(Claims),
    problems: [SchemeNotFound, NotForVisitors],
  }),
  refundVisitorUnits: post('/{council}/permits/visitor-refunds', {
    summary: 'Pay unused vouchers or hours back',
    description:
      'To a household that moves away, by the scheme’s rule of refunds: what was paid for those that are left, less its fee. They can be used no more.',
    access: decide,
    idempotent: true,
    body: z.strictObject(household),
    returns: ok(VisitorRefund),
    problems: [SchemeNotFound, NotForVisitors, NothingToRefund],
  }),
};
