/** Failures of other capabilities, as callers of ours are told of them. */
import { Refused } from '#shared/calls.ts';
import { InvalidRequest, Unavailable } from '#shared/contract/problems.ts';
import { Down } from '#shared/outbound.ts';

/** What payments do not take of the caller's is the caller's to correct; when a service is down the caller may come again. */
export const told = (error: unknown, down = 'The payment service does not answer.'): unknown => {
  if (error instanceof Refused && (error.status === 400 || error.status === 422))
    return new InvalidRequest(error.message, { errors: error.errors });
  if (!(error instanceof Down)) return error;
  return new Unavailable(down, { headers: { 'retry-after': String(error.retryAfter) }, cause: error });
};
