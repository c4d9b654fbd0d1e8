/**
 * The natural order of houses: GDS Locate's, which compares these fields in turn, smallest first, with empty ones last.
 * https://github.com/surreydigitalservices/locate-api (model/Ordering.java)
 */
import type { GazetteerAddress, Lpi } from './contract/gazetteer.ts';

type Key = number | string | undefined;

const keys: readonly ((lpi: Lpi | undefined) => Key)[] = [
  (lpi) => lpi?.sao?.startNumber,
  (lpi) => lpi?.sao?.startSuffix,
  (lpi) => lpi?.sao?.endNumber,
  (lpi) => lpi?.sao?.endSuffix,
  (lpi) => lpi?.pao?.startNumber,
  (lpi) => lpi?.pao?.startSuffix,
  (lpi) => lpi?.pao?.endNumber,
  (lpi) => lpi?.pao?.endSuffix,
  (lpi) => lpi?.sao?.text,
  (lpi) => lpi?.pao?.text,
  (lpi) => lpi?.street,
];

const compare = (a: Key, b: Key): number => {
  if (a === b) return 0;
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  return a < b ? -1 : 1;
};

/** Compares by house, then by UPRN, so that the order of a list never depends on how it was stored. */
export const byHouse = (a: GazetteerAddress, b: GazetteerAddress): number => {
  for (const key of keys) {
    const order = compare(key(a.lpis[0]), key(b.lpis[0]));
    if (order !== 0) return order;
  }
  return compare(Number(a.uprn), Number(b.uprn));
};
