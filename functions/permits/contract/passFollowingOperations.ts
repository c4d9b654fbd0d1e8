/** What holders ask of the pass that they have: lost, found, replaced, renewed. */
import * as z from 'zod/mini';
import { created, described, ok, post } from '#shared/contract/index.ts';
import { line, PassReference, text } from './fields.ts';
import {
  lossReasons,
  NotTheTravelAuthority,
  PassAlreadyHeld,
  PassNotFound,
  PassNotReady,
  PassOutsideArea,
  PassPaymentUnavailable,
  PassTooEarly,
  replacementReasons,
  SchemeOfEngland,
} from './passFields.ts';
import { HolderAddress, Pass, PersonName } from './passShapes.ts';

const apply = { scope: 'permits:apply' } as const;
const params = z.strictObject({ pass: PassReference });
const notHere = [NotTheTravelAuthority, SchemeOfEngland] as const;

export const passFollowingOperations = {
  reportPassLost: post('/{council}/permits/passes/{pass}/lost', {
    summary: 'Tell that a pass is lost or stolen',
    description: 'Its card works no more from then on. Doing it again changes nothing.',
    access: apply,
    params,
    body: z.strictObject({ because: described(z.enum(lossReasons), 'Lost or stolen.', 'lost') }),
    returns: ok(Pass),
    problems: [PassNotFound, PassNotReady],
  }),
  reportPassFound: post('/{council}/permits/passes/{pass}/found', {
    summary: 'Tell that a lost pass is found',
    description: 'Its card works again, unless it is replaced already.',
    access: apply,
    params,
    returns: ok(Pass),
    problems: [PassNotFound, PassNotReady],
  }),
  replacePass: post('/{council}/permits/passes/{pass}/replacements', {
    summary: 'Ask for another card',
    description:
      'The old card works no more; with a new name it works until the new one is approved. A `name` goes with `because` name_change, and only with that. The last day stays. A lost one may cost a fee; a stolen one with a crime reference is free.',
    access: apply,
    idempotent: true,
    params,
    body: z
      .strictObject({
        because: described(z.enum(replacementReasons), 'Why.', 'lost'),
        crimeReference: z.optional(described(line(60), 'Of the police, where it was stolen.', '42/12345/26')),
        name: z.optional(PersonName),
      })
      .check(
        z.refine(({ because, name }) => (because === 'name_change') === (name !== undefined), {
          error: 'must be there for a new name, and only there',
          path: ['name'],
        }),
      ),
    returns: created(Pass, '/{council}/permits/passes/{pass}'),
    problems: [...notHere, PassNotFound, PassNotReady, PassAlreadyHeld],
  }),
  renewPass: post('/{council}/permits/passes/{pass}/renewals', {
    summary: 'Renew a pass',
    description:
      'The new one follows on the last day of the old one. Where the address is the same and the pass was used in the last 12 months it is approved at once; otherwise the residence, and a disability, have to be shown again.',
    access: apply,
    idempotent: true,
    params,
    body: z.strictObject({ address: z.optional(HolderAddress) }),
    returns: created(Pass, '/{council}/permits/passes/{pass}'),
    problems: [...notHere, PassNotFound, PassNotReady, PassTooEarly, PassOutsideArea, PassAlreadyHeld],
  }),
  payForPass: post('/{council}/permits/passes/{pass}/payment', {
    summary: 'Pay for a replacement',
    description: 'Begins a payment by card: send the resident to `nextUrl`.',
    access: apply,
    params,
    body: z.strictObject({
      returnUrl: described(
        text(1900).check(z.regex(/^https:\/\/[^\s<>"]+$/, 'must be an https address')),
        'Where the resident comes back to; `{token}` in it becomes the token of the payment.',
        'https://marlbeck.example/pass/paid?token={token}',
      ),
    }),
    returns: ok(
      z.object({
        payment: described(z.string(), 'Id of the payment.', 'PY-7K2M9QXA4T'),
        nextUrl: z.optional(described(z.string(), 'Where to send the resident.')),
      }),
    ),
    problems: [PassNotFound, PassNotReady, PassPaymentUnavailable],
  }),
};
