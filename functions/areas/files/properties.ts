/** `commons import areas-properties`: ONSUD, NSUL, OS Open UPRN, and any other table of UPRNs with places or codes. */
import { parsePaddedUprn } from '#shared/contract/index.ts';
import { type Importer, Unreadable } from '#shared/datasets/importer.ts';
import { kinds } from '../contract/kinds.ts';
import type { PropertyRecord } from '../contract/records.ts';
import { type Columns, columnsIn, type Meaning } from './columns.ts';
import { Districts } from './districts.ts';
import { refuseFormat, staged } from './staging.ts';
import { type Layout, type Recognise, readTables, type Taken } from './tables.ts';
import { degreesIn, degreesOf, gridIn, numberIn, postcodeIn, releaseIn } from './values.ts';

const noun = 'properties';

const placeOf = ({ cell }: Columns, cells: readonly string[]) => {
  const number = (meaning: Meaning) => numberIn(cell(cells, meaning));
  const degrees = degreesIn(number('latitude'), number('longitude'));
  return 'latitude' in degrees ? degrees : degreesOf(gridIn(number('easting'), number('northing')));
};

const rowIn = (columns: Columns, cells: readonly string[]): Taken => {
  const text = columns.cell(cells, 'uprn');
  const uprn = parsePaddedUprn(text);
  if (!uprn) return { reason: 'uprn-not-valid', detail: '“uprn” must be a UPRN: 1 to 12 digits', reference: text };
  const postcode = postcodeIn(columns.cell(cells, 'postcode'));
  const [place, codes] = [placeOf(columns, cells), columns.codes(cells)];
  return { key: uprn.padStart(12, '0'), value: { uprn, ...(postcode && { postcode }), ...place, codes } };
};

/** Whose product it looks like. */
const titleOf = (file: string, { has }: Columns): string => {
  if (kinds.filter(has).length > 4) return /nsul/i.test(file) ? 'NSUL' : 'ONSUD';
  return has('postcode') ? 'Table of UPRNs' : 'OS Open UPRN';
};

const recognise: Recognise = (file, first) => {
  const columns = columnsIn(file, first, ['uprn']);
  const hasPlace = (['latitude', 'easting'] as const).some(columns.has);
  if (!hasPlace && !kinds.some(columns.has)) {
    throw new Unreadable(
      `${file} says of UPRNs neither where they are, in columns latitude and longitude or easting and northing, nor codes of their areas.`,
    );
  }
  const title = [titleOf(file, columns), releaseIn(file)].filter(Boolean).join(', ');
  const read: Layout['read'] = (cells) => rowIn(columns, cells);
  return { title: columns.vintage ? `${title} (${columns.vintage})` : title, hasHeader: true, read };
};

const stage: Importer['stage'] = async (sources, asked, tools) => {
  refuseFormat(asked);
  const districts = new Districts();
  return staged(tools, async (staging) => {
    const onRecord = (record: object) => districts.add((record as PropertyRecord).codes);
    const format = await readTables(sources, recognise, staging, { onRow: tools.onRow, onRecord });
    await districts.check(staging, noun, tools.ask);
    return { noun, format };
  });
};

export const properties: Importer = {
  name: 'areas-properties',
  path: 'areas/properties',
  noun,
  formats: [],
  tells: {
    'without-postcode': 'without a postcode',
    'without-location': 'without a place',
    'without-areas': 'that no area is known of',
  },
  stage,
};
