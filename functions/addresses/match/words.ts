/** Words as they are compared: in capitals, without accents and points, each abbreviation as the word it stands for. */

/** `from from: to`. Saint and street are one word here, because “St” is either and both sides are read alike. */
const abbreviations = `
  ST STR SAINT: STREET
  RD: ROAD
  AV AVE AVN: AVENUE
  CL CLO: CLOSE
  CT CRT: COURT
  DR DRV: DRIVE
  LN LA: LANE
  PL: PLACE
  SQ: SQUARE
  TER TERR TCE: TERRACE
  CRES CRESC CR: CRESCENT
  GDN GDNS GRDNS: GARDENS
  GR GRV GRO: GROVE
  PK: PARK
  WK WLK: WALK
  YD: YARD
  HSE HO: HOUSE
  COTT COTTS: COTTAGE
  BLDG BLDGS BLGS: BUILDINGS
  MT: MOUNT
  GRN: GREEN
  HTS: HEIGHTS
  MS: MEWS
  EST: ESTATE
  IND: INDUSTRIAL
  APT APPT APARTMENT FLT: FLAT
  RM: ROOM
  UN UNT: UNIT
  STE: SUITE
  GND GRND GF: GROUND
  FLR FL: FLOOR
  BSMT: BASEMENT
  ANNEXE: ANNEX
  ADJ: ADJACENT
  OPP: OPPOSITE
  NR: NEAR
  1ST: FIRST
  2ND: SECOND
  3RD: THIRD
  4TH: FOURTH
  NTH: NORTH
  STH: SOUTH
  UPR: UPPER
  LWR: LOWER
  LTD: LIMITED`;

const whole = new Map(
  abbreviations
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [from = '', to = ''] = line.trim().split(': ');
      return from.split(' ').map((word) => [word, to] as const);
    }),
);

/** The word that stands for it; itself, if none does. */
export const writtenOut = (word: string): string => whole.get(word) ?? word;

/** Words of our own that a mistyped one may have been, beside those of the addresses. */
export const longForms: readonly string[] = ['APARTMENT', 'GROUND', 'BASEMENT', 'SAINT'];

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** What says which part of a building is meant; a number or a letter follows most of them. */
export const markers = setOf('FLAT UNIT ROOM SUITE STUDIO MAISONETTE PLOT SHOP STALL BLOCK ANNEX GARAGE');
/** Those that people take for each other. A garage is never a flat. */
export const homes = setOf('FLAT UNIT ROOM STUDIO MAISONETTE');
/** What tells one part of a building from another without a number, or says that it is only nearby. */
export const levels = setOf(
  'GROUND FIRST SECOND THIRD FOURTH FIFTH TOP BASEMENT LOWER UPPER MIDDLE REAR FRONT LEFT RIGHT NORTH SOUTH EAST WEST ADJACENT LAND ADJOINING OPPOSITE BEHIND BESIDE BETWEEN NEXT NEAR OUTSIDE',
);
/** What kind of street it is: the part of its name that is most often left out, and never another’s. */
export const kindsOfStreet = setOf(
  'STREET ROAD AVENUE CLOSE COURT DRIVE LANE PLACE SQUARE TERRACE CRESCENT GARDENS GROVE PARK WALK YARD WAY HILL MEWS RISE VIEW ROW END GREEN GATE FIELD FIELDS MOUNT BANK PARADE PASSAGE QUAY WHARF PATH BROW CROFT DALE VALE HEIGHTS CIRCUS PROMENADE EMBANKMENT CHASE DENE GARTH',
);

export const isNumber = (word: string): boolean => /^\d{1,5}[A-Z]?$/.test(word);

/** Words that say nothing. */
const fillers = setOf('NO NUMBER THE AND OF AT UK ENGLAND');

const numerals = 'ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN'.split(' ');

/** “Flat one” is flat 1; “One Tree Hill” is no number. */
const numbered = (word: string, before: string | undefined): string => {
  const numeral = before !== undefined && markers.has(before) ? numerals.indexOf(word) + 1 : 0;
  return numeral > 0 ? String(numeral) : word;
};

/** Counties called after a town that an address in them need not be in. */
const countiesOfTowns = /\b(?:GREATER (?:MANCHESTER|LONDON)|(?:COUNTY|CO) DURHAM)\b/g;

export const wordsIn = (text: string): string[] =>
  text
    .normalize('NFD')
    .replace(/\p{M}|['’`]/gu, '')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/\b(\d{1,5}) ([A-Z])\b/g, '$1$2')
    .replace(countiesOfTowns, '')
    .replace(/\b0+(?=\d)/g, '')
    .trim()
    .split(' ')
    .map(writtenOut)
    .map((word, i, words) => numbered(word, words[i - 1]))
    .filter((word) => word !== '' && !fillers.has(word));
