/** What `commons import areas-…` loads: three datasets and two small tables, each with a reader in files/. */
import { authorities } from './files/authorities.ts';
import { boundaries } from './files/boundaries.ts';
import { postcodes } from './files/postcodes.ts';
import { properties } from './files/properties.ts';
import { reorganisations } from './files/reorganisations.ts';

export const importers = [postcodes, properties, boundaries];
export const tables = [authorities, reorganisations];
