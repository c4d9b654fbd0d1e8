/** Places that came free for those who wait. */
import * as z from 'zod/mini';
import { described, ok, post } from '#shared/contract/index.ts';
import { ApplicationClosed, NotEligible, params, QuoteOutdated, QuoteUsed } from './applicationOperations.ts';
import { Application } from './applications.ts';
import { ApplicationNotFound, QuoteReference } from './fields.ts';
import { QuoteNotFound } from './quoteOperations.ts';

export const waitingOperations = {
  takePermitOffer: post('/{council}/permits/applications/{application}/take-offer', {
    summary: 'Take a place that came free',
    description:
      'Until `offerEndsAt`, and at the price of a new quote for the same scheme, property and zone: what it cost when the applicant joined the list does not count any more, and the vehicle may be another. The application goes on like any other. Whoever does not want the place withdraws the application, and it is offered to the next.',
    access: { scope: 'permits:apply' },
    idempotent: true,
    params,
    body: z.strictObject({
      quote: described(QuoteReference, 'A new quote, which the applicant was shown.'),
    }),
    returns: ok(Application),
    problems: [ApplicationNotFound, ApplicationClosed, QuoteNotFound, QuoteOutdated, QuoteUsed, NotEligible],
  }),
};
