/**
 * Many small records in one item: JSON, deflated. DynamoDB charges by the kilobyte of an item and by the item, and unpacking a
 * hundred records costs less than the SDK's work for one more item (docs/decisions/0006).
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** `dictionary`: text that the records are likely to contain, most likely last; part of the format once data is stored. */
export const packer = <T>(dictionary: string) => {
  const primed = { dictionary: Buffer.from(dictionary) };
  const packJson = (json: string): Uint8Array => new Uint8Array(deflateRawSync(json, primed));
  return {
    pack: (records: T): Uint8Array => packJson(JSON.stringify(records)),
    packJson,
    unpack: (packed: unknown): T => {
      if (!(packed instanceof Uint8Array)) throw new TypeError('The item holds no packed records.');
      return JSON.parse(inflateRawSync(packed, primed).toString('utf8'));
    },
  };
};
