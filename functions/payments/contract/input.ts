/** What is asked of a payment. */
import * as z from 'zod/mini';
import { described } from '#shared/contract/index.ts';
import { Amount, GlCode, ServiceName, Subject } from './fields.ts';

/** The form of one line that people write. */
const line = (most: number) =>
  z.string().check(z.trim(), z.minLength(1), z.maxLength(most), z.regex(/^\P{Cc}*$/u, 'must be one line'));

/** GOV.UK Pay refuses descriptions with addresses of pages, which payers could take for links to follow. */
const withoutAddress = (text: string) => !/:\/\/|\bwww\./i.test(text);

const isReturnUrl = (text: string): boolean => {
  const url = URL.parse(text.replaceAll('{token}', 'token'));
  if (!url || url.username || url.password || /[<>"\\|\s\p{Cc}]/u.test(text)) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && url.hostname === 'localhost');
};

const Cardholder = z.strictObject({
  name: z.optional(described(line(255), 'Name on the card.', 'Jo Example')),
  line1: z.optional(described(line(255), 'First line of the billing address.', '1 Example Street')),
  line2: z.optional(described(line(255), 'Second line of it.')),
  city: z.optional(described(line(255), 'Town or city.', 'Marlbeck')),
  postcode: z.optional(described(line(25), 'Postcode.', 'ZZ1 1AA')),
});

export const NewPayment = z.strictObject({
  amount: described(
    Amount,
    'In pence. The council’s card company may take no less than 30 pence; then the payment is refused.',
    4500,
  ),
  subject: Subject,
  description: described(
    line(255).check(z.refine(withoutAddress, { error: 'must not have the address of a page in it' })),
    'What the payer reads about it. It is not kept here.',
    'Resident parking permit, 12 months',
  ),
  returnUrl: described(
    z
      .string()
      .check(z.maxLength(1900), z.refine(isReturnUrl, { error: 'must be an https address; http only for localhost' })),
    'Where the payer comes back to. `{token}` in it is replaced by a text that nobody can guess, by which the payment is found again.',
    'https://marlbeck.example/permits/paid?token={token}',
  ),
  language: described(z._default(z.enum(['en', 'cy']), 'en'), 'Of the pages that the payer sees.', 'en'),
  email: z.optional(
    described(
      z.string().check(z.trim(), z.maxLength(254), z.email('must be an email address')),
      'Filled in for the payer, whom GOV.UK Pay sends a receipt. Not kept here.',
      'jo@resident.example',
    ),
  ),
  cardholder: z.optional(described(Cardholder, 'Filled in for the payer, who need not type it again. Not kept here.')),
  delayedCapture: described(
    z._default(z.boolean(), false),
    'The money is taken only when the payment is captured, which has to be within 120 hours.',
  ),
  service: z.optional(ServiceName),
  glCode: z.optional(GlCode),
});
export type NewPayment = z.output<typeof NewPayment>;

export const NewRefund = z.strictObject({
  amount: described(Amount, 'What goes back, in pence.', 4500),
  reason: described(line(100), 'Why: a code or a few words for the accounts. It must name nobody.', 'not-eligible'),
});
export type NewRefund = z.output<typeof NewRefund>;
