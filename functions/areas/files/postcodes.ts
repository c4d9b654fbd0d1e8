/** `commons import areas-postcodes`: ONSPD of any release, NSPL, Code-Point Open and Code-Point. */
import { type Importer, Unreadable } from '#shared/datasets/importer.ts';
import type { PostcodeRecord } from '../contract/records.ts';
import { type Columns, columnsIn, type Meaning } from './columns.ts';
import { Districts } from './districts.ts';
import { refuseFormat, staged } from './staging.ts';
import { type Layout, type Recognise, readTables, type Taken } from './tables.ts';
import { degreesIn, degreesOf, gridIn, numberIn, postcodeIn, releaseIn } from './values.ts';

const noun = 'postcodes';

/** To load less than this of ONSPD and NSPL would leave questions without answers. */
const necessary: readonly Meaning[] = [
  ...(['postcode', 'introduced', 'terminated', 'district', 'ward', 'easting', 'northing', 'quality'] as const),
  ...(['country', 'latitude', 'longitude'] as const),
];

const month = (name: 'introduced' | 'terminated', text: string) => (/^\d{6}$/.test(text) ? { [name]: text } : {});

const taken = (text: string, only: ReadonlySet<string>, rest: () => Omit<PostcodeRecord, 'postcode'>): Taken => {
  // Newport's old postcodes and the Girobank's are of no form that is in use.
  if (/^(NPT|GIR)/i.test(text)) return { leftOut: 'NPT-and-GIR' };
  const postcode = postcodeIn(text);
  if (!postcode) return { reason: 'postcode-not-valid', detail: 'it is no postcode', reference: text };
  const area = postcode.replace(/\d.*/, '');
  if (only.size > 0 && !only.has(area)) return { leftOut: 'other-postcode-areas' };
  return { key: postcode, value: { postcode, ...rest() } };
};

const directoryRow = ({ cell, codes }: Columns, cells: readonly string[]): Omit<PostcodeRecord, 'postcode'> => {
  const number = (meaning: Meaning) => numberIn(cell(cells, meaning));
  const place = degreesIn(number('latitude'), number('longitude'));
  const quality = number('quality');
  return {
    ...month('introduced', cell(cells, 'introduced')),
    ...month('terminated', cell(cells, 'terminated')),
    ...(cell(cells, 'userType') === '1' && { large: true }),
    ...('latitude' in place && gridIn(number('easting'), number('northing'))),
    ...place,
    ...(quality && { quality }),
    codes: codes(cells),
  };
};

const directory = (file: string, header: readonly string[], only: ReadonlySet<string>): Layout => {
  const columns = columnsIn(file, header, necessary);
  const title = [header.length < 50 ? 'NSPL' : 'ONSPD', releaseIn(file)].filter(Boolean).join(', ');
  return {
    title: columns.vintage ? `${title} (${columns.vintage})` : title,
    hasHeader: true,
    read: (cells) => taken(columns.cell(cells, 'postcode'), only, () => directoryRow(columns, cells)),
  };
};

/** By the number of columns, where easting is, then northing, country, two of the NHS, county, district, ward (OS). */
const codePoints: Readonly<Record<number, { readonly title: string; readonly place: number }>> = {
  10: { title: 'Code-Point Open', place: 2 },
  19: { title: 'Code-Point', place: 10 },
};

const codePointRow = (cells: readonly string[], place: number): Omit<PostcodeRecord, 'postcode'> => {
  const [easting, northing, country, , health, county, district, ward] = cells.slice(place).map((cell) => cell.trim());
  const grid = gridIn(numberIn(easting ?? ''), numberIn(northing ?? ''));
  const codes = { county, district, ward, country, healthAuthority: health };
  return {
    ...grid,
    ...degreesOf(grid),
    // 10 to 90 is what ONSPD calls 1 to 9.
    quality: Math.trunc((numberIn(cells[1] ?? '') ?? 90) / 10),
    codes: Object.fromEntries(Object.entries(codes).filter(([, code]) => code)),
  };
};

const recogniser =
  (only: ReadonlySet<string>): Recognise =>
  (file, first) => {
    if (first.some((name) => /^\s*pcd/i.test(name))) return directory(file, first, only);
    const { title, place } = codePoints[first.length] ?? {};
    if (title && place && postcodeIn(first[0] ?? '') && numberIn(first[place] ?? '') !== undefined) {
      const read: Layout['read'] = (cells) => taken(cells[0] ?? '', only, () => codePointRow(cells, place));
      return { title: [title, releaseIn(file)].filter(Boolean).join(', '), hasHeader: false, read };
    }
    throw new Unreadable(
      first.length === 0
        ? `${file} is empty.`
        : `${file} is neither ONSPD or NSPL, whose first row names pcds and other columns, nor Code-Point, which has 10 or 19 columns and no header: its first row has ${first.length}.`,
    );
  };

/** `KT,GU` */
const areasIn = (text: string | true | undefined): ReadonlySet<string> => {
  const areas =
    typeof text === 'string'
      ? text
          .toUpperCase()
          .split(/[\s,]+/)
          .filter(Boolean)
      : [];
  const wrong = areas.find((area) => !/^[A-Z]{1,2}$/.test(area));
  if (wrong) throw new Unreadable(`“${wrong}” is no postcode area: --only takes its letters, like KT,GU.`);
  return new Set(areas);
};

const stage: Importer['stage'] = async (sources, asked, tools) => {
  refuseFormat(asked);
  const recognise = recogniser(areasIn(tools.options?.only));
  const districts = new Districts();
  return staged(tools, async (staging) => {
    const onRecord = (record: object) => {
      const { codes, terminated } = record as PostcodeRecord;
      // Those out of use have codes of their time.
      if (!terminated) districts.add(codes);
    };
    const format = await readTables(sources, recognise, staging, { onRow: tools.onRow, onRecord });
    await districts.check(staging, noun, tools.ask);
    return { noun, format };
  });
};

export const postcodes: Importer = {
  name: 'areas-postcodes',
  path: 'areas/postcodes',
  noun,
  formats: [],
  options: [{ name: 'only', value: '<areas>', says: 'postcode areas to load, such as KT,GU; all unless told' }],
  tells: {
    terminated: 'out of use, besides',
    'without-location': 'without a place',
    'without-district': 'without a district',
    'without-ward': 'without a ward',
    'without-parish': 'without a parish',
  },
  stage,
};
