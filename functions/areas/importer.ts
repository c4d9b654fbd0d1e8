/** What `commons import areas-…` loads: three datasets, each with a reader in files/, and two small tables. */
import { postcodes } from './files/postcodes.ts';
import { properties } from './files/properties.ts';

export const importers = [postcodes, properties];
