/** Invented addresses, as the gazetteer holds them. */
import type { GazetteerAddress, Lpi } from '#functions/addresses/contract/gazetteer.ts';

export const anLpi = (overrides: Partial<Lpi> = {}): Lpi => ({
  language: 'eng',
  status: 1,
  pao: { startNumber: 10 },
  usrn: '39900001',
  street: 'EXAMPLE STREET',
  streetType: 1,
  town: 'TESTFORD',
  ...overrides,
});

export const anAddress = (overrides: Partial<GazetteerAddress> = {}): GazetteerAddress => ({
  uprn: '999000001',
  status: 1,
  classification: 'RD03',
  postal: 'D',
  postcode: 'ZZ1 1AA',
  easting: 520_910,
  northing: 160_705,
  lpis: [anLpi()],
  ...overrides,
});

/** The same without some of its fields. */
export const without = <T extends object, K extends keyof T>(record: T, ...names: K[]): Omit<T, K> => {
  const rest = { ...record };
  for (const name of names) delete rest[name];
  return rest;
};
