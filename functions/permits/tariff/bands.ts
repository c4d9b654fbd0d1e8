/** Which price band a permit is in. Pure. */
import type { BandTable } from '../contract/tariffs.ts';
import { areMet, type Inputs, measured } from './conditions.ts';

const answerOf = (table: BandTable, inputs: Inputs): string | undefined => {
  if (!areMet(table.when, inputs)) return undefined;
  if ('band' in table) return table.band;
  const value = measured(inputs, table.by);
  if (value === undefined) return table.unknown;
  return table.bands.find(({ from, to = Number.POSITIVE_INFINITY }) => value >= from && value <= to)?.band;
};

/** The band of the first table that answers. */
export const bandOf = (tables: readonly BandTable[], inputs: Inputs): string | undefined => {
  for (const table of tables) {
    const band = answerOf(table, inputs);
    if (band !== undefined) return band;
  }
  return undefined;
};

/** Every band that a table can answer. */
export const bandsIn = (table: BandTable): string[] =>
  'band' in table
    ? [table.band]
    : [...table.bands.map(({ band }) => band), ...(table.unknown === undefined ? [] : [table.unknown])];
