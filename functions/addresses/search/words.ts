/**
 * Words of addresses in one form, whoever writes them: RD is ROAD, ST JOHN'S is SAINT JOHNS, TŶ is TY. What stands for what is told by
 * address-index-data's synonyms (MIT, Crown copyright, Office for National Statistics, 2016), without those that are another word too.
 */

export interface Word {
  /** In capitals, without accents and apostrophes. */
  readonly text: string;
  /** Where it is in the text it is from. */
  readonly from: number;
  readonly to: number;
}

const pairs = `
ALY ALLEY  ANX ANNEXE  ANNEX ANNEXE  ARC ARCADE  AV AVENUE  AVE AVENUE  AVEN AVENUE  BCH BEACH  BDWY BROADWAY  BLD BUILDING  BLDG BUILDING
BLDGS BUILDINGS  BLDS BUILDINGS  BLK BLOCK  BLVD BOULEVARD  BRG BRIDGE  BRK BROOK  BSMT BASEMENT  CIRC CIRCUS  CL CLOSE  CLS CLOSE  COTT COTTAGE
COTTS COTTAGES  CR CRESCENT  CRES CRESCENT  CRESC CRESCENT  CRT COURT  CT COURT  CTR CENTRE  CENTER CENTRE  CTS COURTS  DR DRIVE  DRV DRIVE
EST ESTATE  EXT EXTENSION  FL FLOOR  FLR FLOOR  FLD FIELD  FLDS FIELDS  FRM FARM  GDN GARDEN  GDNS GARDENS  GRDN GARDEN  GRDNS GARDENS
GDS GARDENS  GN GREEN  GRN GREEN  GR GROVE  GRO GROVE  GRV GROVE  GRND GROUND  GTWY GATEWAY  HBR HARBOUR  HL HILL  HO HOUSE  HSE HOUSE
HTS HEIGHTS  JCT JUNCTION  LDG LODGE  LN LANE  LNE LANE  LWR LOWER  LOWR LOWER  MDWS MEADOWS  ML MILL  MNR MANOR  MT MOUNT  ORCH ORCHARD
PDE PARADE  PK PARK  PKWY PARKWAY  PL PLACE  PLC PLACE  PT POINT  RD ROAD  RDG RIDGE  SQ SQUARE  ST STREET  STR STREET  STA STATION  STN STATION
TER TERRACE  TERR TERRACE  TCE TERRACE  UPR UPPER  UPPR UPPER  VLG VILLAGE  VW VIEW  WLK WALK  WF WHARF  YD YARD
APT FLAT  APPT FLAT  APARTMENT FLAT  FLT FLAT  APTS FLATS  APARTMENTS FLATS  FLTS FLATS  RM ROOM  STE SUITE  LIMITED LTD  CYF LTD
CO COMPANY  DEPT DEPARTMENT  OFC OFFICE  NTH NORTH  STH SOUTH
1ST FIRST  2ND SECOND  3RD THIRD  4TH FOURTH  5TH FIFTH  6TH SIXTH  7TH SEVENTH  8TH EIGHTH  9TH NINTH  10TH TENTH  11TH ELEVENTH  12TH TWELFTH`;

const longOf: ReadonlyMap<string, string> = new Map(
  pairs
    .trim()
    .split(/\s{2,}|\n/)
    .map((pair) => pair.split(' ') as [string, string]),
);

/** What somebody may have meant beside the usual long form. */
const alsoMeans: Readonly<Record<string, readonly string[]>> = {
  ST: ['SAINT'],
  PL: ['PLAS'],
  GDN: ['GARDENS'],
  GR: ['GREEN'],
  CR: ['COURT'],
  N: ['NORTH'],
  S: ['SOUTH'],
  E: ['EAST'],
  W: ['WEST'],
  CO: ['CO'],
};

/** Say which part of a building it is: gazetteers leave them out, and so do people. */
export const unitWords: ReadonlySet<string> = new Set([
  'FLAT',
  'UNIT',
  'ROOM',
  'SUITE',
  'STUDIO',
  'NUMBER',
  'NO',
  'PLOT',
]);
/** Left out or put in as people please. */
export const smallWords: ReadonlySet<string> = new Set(['THE', 'AND', 'OF', 'AT', 'IN']);

/** Kinds of street and building: alone they name nothing. */
const kinds = 'ROAD STREET LANE AVENUE CLOSE DRIVE COURT PLACE TERRACE CRESCENT GARDENS GROVE HOUSE SQUARE WAY'.split(
  ' ',
);
export const kindWords: ReadonlySet<string> = new Set(kinds);
const runOn = new RegExp(`^(.{3,})(?:${kinds.join('|')})$`);
/** The first of two words that lack the space between them. */
export const headOf = (typed: string): string | undefined => runOn.exec(typed)?.[1];

const wordShape = /[\p{L}\p{N}][\p{L}\p{M}\p{N}'’`´]*|&/gu;
const numberAfterUnit = /^(FLAT|FLT|APT|UNIT|ROOM)(\d+[A-Z]?)$/;

export const folded = (text: string): string =>
  text === '&'
    ? 'AND'
    : text
        .normalize('NFD')
        .replaceAll(/[\p{M}'’`´]/gu, '')
        .toUpperCase();

export const wordsIn = (text: string): Word[] =>
  [...text.matchAll(wordShape)].flatMap(({ 0: found, index }): Word[] => {
    const word = { text: folded(found), from: index, to: index + found.length };
    const glued = numberAfterUnit.exec(word.text);
    if (!glued?.[1] || !glued[2]) return [word];
    const middle = word.to - glued[2].length;
    return [
      { text: glued[1], from: word.from, to: middle },
      { text: glued[2], from: middle, to: word.to },
    ];
  });

/** A word of the gazetteer in the one form that is looked for. ST ends a street's name or begins a saint's. */
const settled = (word: string, last: boolean): string =>
  word === 'ST' && !last ? 'SAINT' : (longOf.get(word) ?? word);

const plain = /^[A-Z0-9 ]*$/;

/** The words of a name, in the form looked for. */
export const canonicalWords = (name: string): string[] => {
  if (name === '') return [];
  const words = plain.test(name) ? name.split(' ').filter(Boolean) : wordsIn(name).map(({ text }) => text);
  return words.map((word, i) => settled(word, i === words.length - 1));
};

/** Every form that a typed word may have in the gazetteer. */
export const formsOf = (typed: string): readonly string[] => [
  ...new Set([longOf.get(typed) ?? typed, ...(alsoMeans[typed] ?? [])]),
];

const differsByOne = (a: string, b: string, start: number): boolean => {
  const [x, y] = [a.slice(start), b.slice(start)];
  return (
    x.slice(1) === y.slice(1) ||
    x.slice(1) === y ||
    x === y.slice(1) ||
    (x.charAt(0) === y.charAt(1) && x.charAt(1) === y.charAt(0) && x.slice(2) === y.slice(2))
  );
};

/** Whether one letter more, less, other, or two that changed places, make `a` from `b`. */
export const withinOne = (a: string, b: string): boolean => {
  if (Math.abs(a.length - b.length) > 1) return false;
  let same = 0;
  while (same < a.length && a.charCodeAt(same) === b.charCodeAt(same)) same += 1;
  return differsByOne(a, b, same);
};

/** Whether `word` starts with what is within one typo of `typed`. */
export const startsWithinOne = (typed: string, word: string): boolean =>
  [typed.length - 1, typed.length, typed.length + 1].some((length) => withinOne(typed, word.slice(0, length)));

export const shortestWithTypos = 5;
