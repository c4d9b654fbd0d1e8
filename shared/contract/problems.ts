/** The failures any operation can answer. A capability adds its own in its contract. */
import { problem } from './problem.ts';

export class InvalidRequest extends problem({
  slug: 'invalid-request',
  status: 400,
  title: 'The request is not valid',
  advice: 'Each entry of “errors” names a field and what is wrong with it. Correct them and send the request again.',
}) {}

export class MalformedJson extends problem({
  slug: 'malformed-json',
  status: 400,
  title: 'The body is not JSON',
  advice: 'Send one JSON value in UTF-8, and check that quotes, commas and brackets are in place.',
}) {}

export class InvalidCursor extends problem({
  slug: 'invalid-cursor',
  status: 400,
  title: 'The cursor cannot be used here',
  advice:
    'A cursor belongs to the council and the query that it was given for. Start again without it, then follow the “next” links.',
}) {}

export class MissingKey extends problem({
  slug: 'missing-key',
  status: 401,
  title: 'A key is needed',
  advice: 'Send your key as “Authorization: Bearer cc_…”. The council that runs this service issues keys.',
}) {}

export class UnknownKey extends problem({
  slug: 'unknown-key',
  status: 401,
  title: 'The key is not known',
  advice: 'Check that the whole key was copied, and that it was made for this deployment.',
}) {}

export class ExpiredKey extends problem({
  slug: 'expired-key',
  status: 401,
  title: 'The key has expired',
  advice: 'Ask the council that issued it for a new key, or for a later expiry date.',
}) {}

export class RevokedKey extends problem({
  slug: 'revoked-key',
  status: 401,
  title: 'The key has been revoked',
  advice: 'Ask the council that issued it for a new key.',
}) {}

export class ExpiredToken extends problem({
  slug: 'expired-token',
  status: 401,
  title: 'The token has expired',
  advice: 'Get a new one from your identity provider, then send the request again.',
}) {}

export class TokenForAnother extends problem({
  slug: 'token-for-another',
  status: 401,
  title: 'The token is for something else',
  advice:
    'Send the access token that the council’s identity provider issued for this API: not an ID token, nor a token for another system or council.',
}) {}

export class InvalidToken extends problem({
  slug: 'invalid-token',
  status: 401,
  title: 'The token cannot be accepted',
  advice:
    'Send the access token whole, as the council’s identity provider issued it. If you do, ask the council to check the set-up of its sign-in.',
}) {}

export class KeyOfAnotherCouncil extends problem({
  slug: 'key-of-another-council',
  status: 403,
  title: 'The key belongs to another council',
  advice: 'Use a key that was issued for the council in the path.',
}) {}

export class MissingScope extends problem({
  slug: 'missing-scope',
  status: 403,
  title: 'The key or role does not allow this',
  advice: 'Ask the council to add the scope named in “scope” to your key or to one of your roles.',
}) {}

export class HostOnly extends problem({
  slug: 'host-only',
  status: 403,
  title: 'Only the host’s operators may do this',
  advice: 'Use a key of the host, or ask the council that runs this deployment.',
}) {}

export class UnknownCouncil extends problem({
  slug: 'unknown-council',
  status: 404,
  title: 'There is no such council here',
  advice: 'The first part of the path is the id of a council that this deployment serves.',
}) {}

export class CapabilityNotEnabled extends problem({
  slug: 'capability-not-enabled',
  status: 404,
  title: 'The council does not offer this service',
  advice: 'The council has not switched this capability on in commons.config.json.',
}) {}

export class UnknownOperation extends problem({
  slug: 'unknown-operation',
  status: 404,
  title: 'There is nothing at this address',
  advice: 'Check the path against /docs or /openapi.json.',
}) {}

export class MethodNotAllowed extends problem({
  slug: 'method-not-allowed',
  status: 405,
  title: 'The path does not take this method',
  advice: 'The “Allow” header lists the methods that it takes.',
}) {}

export class BodyTooLarge extends problem({
  slug: 'body-too-large',
  status: 413,
  title: 'The body is too large',
  advice: 'Send less at a time.',
}) {}

export class UnsupportedMediaType extends problem({
  slug: 'unsupported-media-type',
  status: 415,
  title: 'The body is of the wrong type',
  advice: 'Send “Content-Type: application/json”.',
}) {}

export class IdempotencyKeyMissing extends problem({
  slug: 'idempotency-key-missing',
  status: 400,
  title: 'An Idempotency-Key is needed',
  advice:
    'Send a new UUID as “Idempotency-Key” with each new request, and the same one when you send a request again: it is then done only once.',
}) {}

export class IdempotencyInProgress extends problem({
  slug: 'idempotency-in-progress',
  status: 409,
  title: 'The same request is being worked on',
  advice: 'Wait a second, then send the same request with the same “Idempotency-Key” again to get its answer.',
}) {}

export class IdempotencyKeyReused extends problem({
  slug: 'idempotency-key-reused',
  status: 422,
  title: 'The Idempotency-Key was used for something else',
  advice:
    'Send a new UUID as “Idempotency-Key” with each new request. To send a request again, send it with nothing changed.',
}) {}

export class QuotaExceeded extends problem({
  slug: 'quota-exceeded',
  status: 429,
  title: 'The quota is used up',
  advice: 'Wait for the seconds in “Retry-After”, or ask the council for a higher quota.',
  uri: 'https://iana.org/assignments/http-problem-types#quota-exceeded',
}) {}

export class Unavailable extends problem({
  slug: 'temporarily-unavailable',
  status: 503,
  title: 'The service is busy or part of it is down',
  advice: 'Nothing was lost. Wait for the seconds in “Retry-After” and send the same request again.',
}) {}

export class BoundServiceDown extends problem({
  slug: 'bound-service-down',
  status: 503,
  title: 'The deployment that runs this service is down',
  advice:
    'Another council’s deployment runs this service for the council. Wait for the seconds in “Retry-After” and send the same request again.',
}) {}

export class BoundServiceRefused extends problem({
  slug: 'bound-service-refused',
  status: 502,
  title: 'The deployment that runs this service refused the call',
  advice:
    'Another council’s deployment runs this service for the council, and the two do not agree. Tell the council that you called: “npx commons bindings check” says what is wrong.',
}) {}

export class ServedElsewhere extends problem({
  slug: 'served-elsewhere',
  status: 421,
  title: 'Another deployment serves this for the council',
  advice: 'A deployment that is bound to this one has to be bound to the one that serves the council instead.',
}) {}

/** What an unexpected failure answers; never thrown on purpose. */
export class InternalError extends problem({
  slug: 'internal-error',
  status: 500,
  title: 'Something went wrong on our side',
  advice: 'Try again. If it keeps happening, give the request id to the council that runs the service.',
}) {}
