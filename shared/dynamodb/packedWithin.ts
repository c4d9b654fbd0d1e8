/** Settings packed into one item. */
import { InvalidRequest } from '#shared/contract/problems.ts';

/** An item holds 400 KB (Amazon DynamoDB, “Constraints”); its names need little. */
const mostBytes = 390_000;

const largestOf = (value: object): string =>
  Object.entries(value)
    .map(([field, one]) => ({ field, size: JSON.stringify(one ?? null).length }))
    .reduce((largest, next) => (next.size > largest.size ? next : largest)).field;

/** Throws `InvalidRequest`, which names the largest field. */
export const packedWithin = <T extends object>(
  packer: { readonly pack: (value: T) => Uint8Array },
  value: T,
): Uint8Array => {
  const packed = packer.pack(value);
  if (packed.length <= mostBytes) return packed;
  const [field, detail] = [largestOf(value), 'is too large to be kept: divide it'];
  throw new InvalidRequest(`“${field}” ${detail}.`, { errors: [{ detail, pointer: `#/${field}`, in: 'body' }] });
};
