/** Settings packed into one item. */
import { InvalidRequest } from '#shared/contract/problems.ts';

/** An item holds 400 KB (Amazon DynamoDB, “Constraints”); its names need little. */
const mostBytes = 390_000;

/** Throws `InvalidRequest`, which names the field that is most likely the large one. */
export const packedWithin = <T>(
  packer: { readonly pack: (value: T) => Uint8Array },
  value: T,
  field: string,
): Uint8Array => {
  const packed = packer.pack(value);
  if (packed.length <= mostBytes) return packed;
  const detail = 'is too large to be kept: divide it';
  throw new InvalidRequest(`“${field}” ${detail}.`, { errors: [{ detail, pointer: `#/${field}`, in: 'body' }] });
};
