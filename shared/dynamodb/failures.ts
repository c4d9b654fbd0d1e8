/** What can go wrong with DynamoDB, in our words: a lost condition is the store's business, the rest is a 503. */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { Unavailable } from '#shared/contract/problems.ts';
import type { Item } from './expression.ts';

/** A conditional write found another state. `item` is what it found, `index` which write of a transaction lost. */
export class ConditionFailed extends Error {
  override readonly name = 'ConditionFailed';
  readonly item: Item | undefined;
  readonly index: number;

  constructor(item: Item | undefined, index = 0) {
    super('a condition was not met');
    this.item = item;
    this.index = index;
  }
}

type Attributes = Record<string, AttributeValue>;
interface SdkError extends Error {
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly Item?: Attributes;
  readonly CancellationReasons?: readonly { readonly Code?: string; readonly Item?: Attributes }[];
}

/** Programming mistakes: retrying cannot help and a 503 would hide them. */
const ours = new Set([
  'ValidationException',
  'ResourceNotFoundException',
  'AccessDeniedException',
  'SerializationException',
]);

const unavailable = (cause: unknown): Unavailable =>
  new Unavailable('The database did not answer in time.', { headers: { 'retry-after': '2' }, cause });

/** Turns an SDK error into ours; what is a mistake of this code is passed on as it is. */
export const translated = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error;
  const sdk: SdkError = error;
  if (sdk.name === 'ConditionalCheckFailedException') return new ConditionFailed(sdk.Item && unmarshall(sdk.Item));
  if (sdk.name === 'TransactionCanceledException') {
    const reasons = sdk.CancellationReasons ?? [];
    const index = reasons.findIndex(({ Code }) => Code === 'ConditionalCheckFailed');
    if (index < 0) return reasons.some(({ Code }) => Code === 'ValidationError') ? error : unavailable(error);
    const found = reasons[index]?.Item;
    return new ConditionFailed(found && unmarshall(found), index);
  }
  return ours.has(sdk.name) || !sdk.$metadata ? error : unavailable(error);
};

/** A transaction that met another one: worth another try. */
export const isConflict = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === 'TransactionConflictException' ||
    error.name === 'TransactionInProgressException' ||
    ((error as SdkError).CancellationReasons?.some(
      ({ Code }) => Code === 'TransactionConflict' || Code === 'ThrottlingError',
    ) ??
      false));
