/** The parts of an address that people leave out or move. */
import type { Core } from './real.ts';

type Role = 'flat' | 'name' | 'house' | 'locality' | 'town' | 'postcode';
/** Comma-separated parts of an address. `house` is number and street. */
export interface Part {
  readonly role: Role;
  readonly text: string;
}

export const partsOf = (row: Core): Part[] =>
  (
    [
      ['flat', row.SUB_BUILDING],
      ['name', row.BUILDING_NAME],
      ['house', [row.BUILDING_NUMBER, row.STREET_NAME].filter(Boolean).join(' ')],
      ['locality', row.LOCALITY],
      ['town', row.TOWN_NAME],
      ['postcode', row.POSTCODE],
    ] as const
  ).flatMap(([role, text]) => (text ? [{ role, text }] : []));

export const typed = (parts: readonly Part[], between = ', '): string => parts.map(({ text }) => text).join(between);

export const only = (parts: readonly Part[], ...roles: Role[]) => parts.filter(({ role }) => roles.includes(role));

export const but = (parts: readonly Part[], ...roles: Role[]) => parts.filter(({ role }) => !roles.includes(role));
