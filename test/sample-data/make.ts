/**
 * Makes marlbeck.csv, the gazetteer of a district that does not exist: AddressBase Premium 2, about 1,300 properties. The same
 * every time. Its postcodes are in the unused ZZ area and its streets lie in the middle of Morecambe Bay.
 *
 *   node test/sample-data/make.ts > test/sample-data/marlbeck.csv
 */
import { toDegrees } from '#shared/geography/grid.ts';

const custodian = 9901;
const made = '2026-11-01';
const rows: (string | number | undefined)[][] = [];
let proOrder = 0;

const add = (type: number, ...cells: (string | number | undefined)[]): void => {
  proOrder += 1;
  rows.push([type, 'I', proOrder, ...cells]);
};

/** Small repeatable choices; nothing here needs to be random. */
let state = 20_261_101;
const pick = (most: number): number => {
  state = (state * 48_271) % 2_147_483_647;
  return state % most;
};

const metres = (value: number): string => value.toFixed(2);
const dates = (start = '2008-04-01', end = ''): [string, string, string, string] => [start, end, `2026-0${1 + pick(9)}-1${pick(9)}`, start];

interface Street {
  readonly usrn: number;
  readonly name: string;
  readonly locality: string;
  readonly easting: number;
  readonly northing: number;
  readonly postcode: (house: number) => string;
}

const town = 'MARLBECK';
const area = 'MARLBECK';
const letters = 'ABDEFGHJLNPQRSTUWXYZ';

const names = [
  ['HIGH STREET', ''], ['MARKET PLACE', ''], ['CHURCH LANE', ''], ['STATION ROAD', ''], ['MILL LANE', ''], ['VICTORIA ROAD', ''],
  ['ALBERT TERRACE', ''], ['QUEEN STREET', ''], ['KING STREET', ''], ['PARK AVENUE', ''], ['ORCHARD CLOSE', ''], ['MEADOW WAY', ''],
  ['BECKSIDE', ''], ['CHAPEL STREET', ''], ['SCHOOL LANE', ''], ['TANNERY YARD', ''], ['ELM GROVE', ''], ['OAK DRIVE', ''],
  ['ASH CRESCENT', ''], ['SYCAMORE GARDENS', ''], ['HAWTHORN RISE', ''], ['WILLOW BANK', ''], ['CANAL WHARF', ''], ['ST JOHNS ROAD', ''],
  ['THE GREEN', 'LITTLE MARL'], ['MAIN STREET', 'LITTLE MARL'], ['BACK LANE', 'LITTLE MARL'], ['FORGE HILL', 'LITTLE MARL'],
  ['MAIN STREET', 'NETHER PELLOW'], ['FERRY LANE', 'NETHER PELLOW'], ['VICARAGE CLOSE', 'NETHER PELLOW'],
  ['ASHWICK ROAD', 'ASHWICK GREEN'], ['SMITHY COTTAGES', 'ASHWICK GREEN'], ['TOP FARM LANE', 'ASHWICK GREEN'],
] as const;

const streets: Street[] = names.map(([name, locality], i) => {
  const first = 1 + Math.floor(i / 12);
  return {
    usrn: 99_010_001 + i,
    name,
    locality,
    easting: 333_000 + (i % 6) * 420,
    northing: 468_000 + Math.floor(i / 6) * 430,
    // A new postcode for each side of the street and every twenty houses or so.
    postcode: (house) => `ZZ${first} ${1 + (i % 9)}${letters[Math.floor(house / 40) * 2 + (house % 2)]}${letters[i % letters.length]}`,
  };
});

interface Property {
  readonly street: Street;
  readonly at: number;
  readonly house?: number;
  readonly suffix?: string;
  readonly to?: number;
  readonly name?: string;
  readonly flat?: string;
  readonly organisation?: string;
  readonly classification: string;
  readonly postal?: 'D' | 'C' | 'L' | 'N';
  readonly status?: 1 | 6 | 8;
  readonly parent?: string;
  readonly postcode?: string;
  readonly poBox?: string;
}

let count = 0;

const deliveryPoint = (uprn: string, property: Property, postcode: string): void => {
  const { street, house, suffix = '', to, name, flat, organisation, poBox } = property;
  const simple = suffix === '' && to === undefined;
  const range = `${house ?? ''}${suffix}${to === undefined ? '' : `-${to}`}`;
  const building = name ?? (simple ? '' : range);
  const number = simple ? house : '';
  const place = poBox ? ['', ''] : [street.name, street.locality];
  add(28, uprn, 90_100_000 + count, organisation, '', flat, poBox ? '' : building, poBox ? '' : number, '', place[0], '', place[1], town, postcode, 'S', `${1 + (count % 9)}A`, '', '', '', '', '', poBox, made, ...dates());
};

/** Writes all records of a property; its UPRN. */
const property = (one: Property): string => {
  count += 1;
  const uprn = String(990_100_000_000 + count);
  const { street, at, house, suffix, to, name, flat, organisation, classification, postal = 'D', status = 1, parent } = one;
  const easting = street.easting + at * 4;
  const northing = street.northing + (house !== undefined && house % 2 ? 14 : 0);
  const { latitude, longitude } = toDegrees({ easting, northing });
  const postcode = one.postcode ?? street.postcode(house ?? at);
  const locator = classification.startsWith('L') || classification === 'PS' ? '' : postcode;
  const ended = status === 8 ? dates('1995-01-01', '2021-06-30') : dates();
  add(21, uprn, status, status === 8 ? 4 : 2, '2008-04-01', parent, metres(easting), metres(northing), latitude, longitude, 1, custodian, 'E', ...ended, postal, locator, 0);
  const unit = flat ?? '';
  add(24, uprn, `9901L${String(count).padStart(9, '0')}`, 'ENG', status, ...ended, '', '', '', '', unit, house, suffix, to, '', name, street.usrn, 1, '', '', 'Y');
  if (postal === 'D') deliveryPoint(uprn, one, postcode);
  if (organisation) add(31, uprn, `9901O${String(count).padStart(9, '0')}`, organisation, '', ...dates());
  add(32, uprn, `9901C${String(count).padStart(9, '0')}`, classification, 'AddressBase Premium Classification Scheme', '1.0', ...ended);
  return uprn;
};

const cottages = ['ROSE COTTAGE', 'THE OLD FORGE', 'IVY HOUSE', 'BECK VIEW', 'HOLLY COTTAGE', 'THE OLD RECTORY', 'TOP FARM', 'ORCHARD HOUSE'];
const shops = ['MARLBECK BAKERY LTD', 'THE BECK BOOKSHOP', 'HIGH STREET PHARMACY', 'NETHER PELLOW STORES', 'MARL HARDWARE'];

/** A building of flats: a shell, and the flats in it. */
const flats = (street: Street, at: number, house: number, name: string | undefined, number: number): void => {
  const shell = property({ street, at, house, ...(name && { name }), classification: 'PP', postal: 'N' });
  for (let flat = 1; flat <= number; flat += 1) {
    property({ street, at, house, ...(name && { name }), flat: `FLAT ${flat}`, classification: 'RD06', postal: flat % 4 ? 'D' : 'C', parent: shell });
  }
};

const house = (street: Street, i: number, at: number): void => {
  if (at % 17 === 16) return flats(street, at, at, at % 2 ? undefined : `${street.name.split(' ')[0]} COURT`, 4 + pick(8));
  if (at % 23 === 22) return void property({ street, at, house: at, suffix: 'A', classification: 'RD04' });
  if (at % 29 === 28) return void property({ street, at, house: at, to: at + 2, organisation: shops[pick(shops.length)] ?? '', classification: 'CR08' });
  if (at % 31 === 30) return void property({ street, at, house: at, name: cottages[(i + at) % cottages.length] ?? '', classification: 'RD02' });
  if (at === 13) return void property({ street, at, house: at, classification: 'RD03', status: 8, postal: 'N' });
  property({ street, at, house: at, classification: (['RD02', 'RD03', 'RD04'] as const)[pick(3)] ?? 'RD03' });
};

for (const [i, street] of streets.entries()) {
  add(11, street.usrn, 1, custodian, 2, '2001-01-01', 1, 8, 0, '2001-01-01', '', '2026-03-02', '2001-01-01', metres(street.easting), metres(street.northing), 54.1, -3.01, metres(street.easting + 160), metres(street.northing), 54.1, -3.008, 10);
  add(15, street.usrn, street.name, street.locality, town, area, 'ENG', '2001-01-01', '', '2026-03-02', '2001-01-01');
  property({ street, at: 0, name: 'STREET RECORD', classification: 'PS', postal: 'N' });
  const houses = street.locality ? 18 + pick(10) : 24 + pick(28);
  for (let at = 1; at <= houses; at += 1) house(street, i, at);
  if (street.locality) property({ street, at: 45, name: cottages[i % cottages.length] ?? '', classification: 'RD02' });
}

const [high, market, church, , mill] = streets as [Street, Street, Street, Street, Street, ...Street[]];
property({ street: market, at: 60, name: 'TOWN HALL', organisation: 'MARLBECK DISTRICT COUNCIL', classification: 'CO01LG' });
property({ street: market, at: 61, name: 'PO BOX 12', organisation: 'MARLBECK DISTRICT COUNCIL', classification: 'OR03', poBox: '12', postcode: 'ZZ1 9PB' });
property({ street: church, at: 62, name: 'MARLBECK PRIMARY SCHOOL', organisation: 'MARLBECK PRIMARY SCHOOL', classification: 'CE03PS', postal: 'L' });
property({ street: church, at: 63, name: 'MARLBECK COLLEGE', organisation: 'MARLBECK COLLEGE', classification: 'CE01FE', postal: 'L' });
property({ street: mill, at: 64, name: 'LAND ADJOINING BECK MILL', classification: 'LU', postal: 'N' });
for (let plot = 1; plot <= 6; plot += 1) property({ street: high, at: 80 + plot, house: 200 + plot * 2, classification: 'RD02', status: 6, postal: 'N' });

const cell = (value: string | number | undefined): string => (/[",]/.test(String(value)) ? `"${value}"` : String(value ?? ''));
const header = [10, 'MARLBECK DISTRICT COUNCIL', custodian, made, 1, made, '09:00:00', '2.1', 'F'];
const metadata = [29, 'Marlbeck sample gazetteer', 'District', 'MIT, with the project', '', 'MARLBECK DISTRICT COUNCIL', 'E', 'MARLBECK', '', custodian, 'British National Grid', 'Metres', made, 'AddressBase Premium Classification Scheme', made, 'ENG', 'UTF-8'];
const trailer = [99, 0, rows.length, made, '09:00:00'];
process.stdout.write([header, ...rows, metadata, trailer].map((row) => `${row.map(cell).join(',')}\r\n`).join(''));
