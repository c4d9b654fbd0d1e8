/** Asking whether a permit can be had, and at what price. */
import * as z from 'zod/mini';
import { created, described, get, named, ok, PlainDate, post, problem, UprnInput } from '#shared/contract/index.ts';
import {
  flag,
  fuels,
  line,
  PermitReference,
  QuoteReference,
  RegistrationInput,
  SchemeCode,
  SchemeNotFound,
  whole,
  ZoneCode,
} from './fields.ts';
import { Quote } from './quotes.ts';
import { claims } from './tariffs.ts';

export class QuoteNotFound extends problem({
  slug: 'permit-quote-not-found',
  status: 404,
  title: 'The council has no such quote',
  advice: 'Check the reference. Quotes are kept for some weeks: ask for a new one.',
}) {}

export const DeclaredVehicle = named(
  z.strictObject({
    fuel: z.optional(described(z.enum(fuels), 'P.3 of the V5C.', 'petrol')),
    co2: z.optional(whole(0, 2000, 'V.7 of the V5C, in grams a kilometre.', 119)),
    engineCc: z.optional(whole(0, 100_000, 'P.1 of the V5C, in cubic centimetres.', 1399)),
    euro: z.optional(whole(1, 7, 'Euro emission standard.', 6)),
    firstRegistered: z.optional(
      described(
        z.string().check(z.regex(/^(19|20)\d\d-(0[1-9]|1[0-2])$/, 'must be a month, like 2019-03')),
        'Month of the first registration: B of the V5C.',
        '2019-03',
      ),
    ),
    weightKg: z.optional(whole(1, 100_000, 'Revenue weight in kilograms.', 1800)),
    lengthMm: z.optional(whole(1, 100_000, 'Length in millimetres.', 4300)),
    widthMm: z.optional(whole(1, 10_000, 'Width in millimetres.', 1800)),
    seats: z.optional(whole(0, 200, 'Passenger seats: S.1 of the V5C, less the driver’s.', 4)),
    motorcycle: z.optional(flag('Whether it is a motorcycle.', false)),
    typeApproval: z.optional(described(line(10), 'Type approval category: J of the V5C.', 'M1')),
  }),
  {
    id: 'PermitDeclaredVehicle',
    description: 'What the applicant says of the vehicle. It counts where DVLA does not tell, with proof.',
  },
);
export type DeclaredVehicle = z.infer<typeof DeclaredVehicle>;

export const QuoteRequest = z.strictObject({
  scheme: SchemeCode,
  uprn: UprnInput,
  zone: z.optional(described(ZoneCode, 'The zone that they want. Needed only where addresses cannot be asked.')),
  months: z.optional(whole(1, 60, 'One of the scheme’s lengths. Left out: the longest.', 12)),
  starts: z.optional(described(PlainDate, 'First day. Left out: as soon as can be.', '2026-12-01')),
  vehicle: z.optional(
    described(
      z.strictObject({
        registration: RegistrationInput,
        foreign: z._default(flag('Registered abroad: DVLA is not asked.', false), false),
        declared: z.optional(DeclaredVehicle),
      }),
      'Needed where the permit is for a vehicle.',
    ),
  ),
  claims: z._default(described(z.array(z.enum(claims)).check(z.maxLength(6)), 'What they claim.', []), []),
  renews: z.optional(
    described(PermitReference, 'The permit that it follows: it starts when that one ends, and takes over its place.'),
  ),
  justMoved: z._default(flag('They moved there so lately that they cannot prove it yet.', false), false),
});
export type QuoteRequest = z.output<typeof QuoteRequest>;

const access = { scope: 'permits:apply' } as const;

export const quoteOperations = {
  quotePermit: post('/{council}/permits/quotes', {
    summary: 'Ask whether a permit can be had, and at what price',
    description:
      'Answers whether it can, with every reason where it cannot; else the price with how it comes to that, the days, and what has to be proved. The scheme and tariff that count are those of the permit’s first day. The quote is kept, and an application is made with it, so that nothing is worked out twice. A quote keeps no place: others can come first.',
    access,
    idempotent: 'optional',
    body: QuoteRequest,
    returns: created(Quote, '/{council}/permits/quotes/{quote}'),
    problems: [SchemeNotFound],
  }),
  getPermitQuote: get('/{council}/permits/quotes/{quote}', {
    summary: 'A quote',
    description: 'As it was given. See `expiresAt` for whether it still holds.',
    access,
    params: z.strictObject({ quote: QuoteReference }),
    returns: ok(Quote),
    problems: [QuoteNotFound],
  }),
};
