/**
 * Columns of ONSPD, NSPL and UPRN directories by what they mean. Names change with each release and carry years (`oslaua`, `lad25cd`),
 * so they are told by pattern. Sources: headers of ONSPD May 2018 to November 2025, NSPL February 2016, ONSUD.
 */
import { Unreadable } from '#shared/datasets/importer.ts';
import { type Kind, kinds } from '../contract/kinds.ts';

const ofKinds: Readonly<Record<Kind, RegExp>> = {
  county: /^(oscty|cty(\d\dcd)?)$/,
  district: /^(oslaua|laua|lad(\d\dcd)?|gss_code|lowertierlocalauthoritygsscode)$/,
  ward: /^(osward|ward|wd\d\dcd)$/,
  division: /^ced(\d\dcd)?$/,
  parish: /^(parish|parncp\d\dcd)$/,
  constituency: /^pcon(\d\dcd)?$/,
  region: /^(rgn|gor)(\d\dcd)?$/,
  country: /^ctry(\d\dcd)?$/,
  policeForce: /^pfa(\d\dcd)?$/,
  europeanRegion: /^eer(\d\dcd)?$/,
  healthAuthority: /^(oshlthau|hlthau|hlth\d\dcd)$/,
  nhsRegion: /^nhser(\d\dcd)?$/,
  primaryCareTrust: /^(pct|pco\d\dcd)$/,
  subIcb: /^(ccg|sicbl)(\d\dcd)?$/,
  icb: /^(stp|icb)(\d\dcd)?$/,
  cancerAlliance: /^cal(ncv|\d\dcd)$/,
  itl: /^(nuts|itl)(\d\dcd)?$/,
  travelToWork: /^ttwa(\d\dcd)?$/,
  nationalPark: /^n?park(\d\dcd)?$/,
  builtUpArea: /^bua\d\d(cd)?$/,
  outputArea11: /^oa11(cd)?$/,
  outputArea21: /^oa21(cd)?$/,
  lowerSuperOutputArea11: /^lsoa11(cd)?$/,
  lowerSuperOutputArea21: /^lsoa21(cd)?$/,
  middleSuperOutputArea11: /^msoa11(cd)?$/,
  middleSuperOutputArea21: /^msoa21(cd)?$/,
  ruralUrban11: /^(ru11|ruc11)(ind)?$/,
  ruralUrban21: /^(ru21|ruc21)(ind)?$/,
  enterprisePartnership1: /^lep(1|\d\dcd1)$/,
  enterprisePartnership2: /^lep(2|\d\dcd2)$/,
  /** Of the Scottish Postcode Directory. */
  scottishConstituency: /^scottishparliamentaryconstituency\d{4}code$/,
};

const patterns = {
  ...ofKinds,
  postcode: /^(pcds|postcode)$/,
  postcode7: /^pcd7?$/,
  postcode8: /^pcd[28]$/,
  introduced: /^dointr$/,
  terminated: /^doterm$/,
  userType: /^(usertype|usrtypind)$/,
  easting: /^((os)?east1m|gridgb1e|easting|x_coordinate)$/,
  northing: /^((osnrth|north)1m|gridgb1n|northing|y_coordinate)$/,
  quality: /^(os)?grdind$|^gridind$/,
  latitude: /^lat(itude)?$/,
  longitude: /^long?(itude)?$/,
  uprn: /^uprn$/,
} as const;
export type Meaning = keyof typeof patterns;

/** Where they are not the same word as here. */
const words: Readonly<Partial<Record<Meaning, string>>> = {
  postcode: 'postcode (pcds)',
  introduced: 'date of introduction (dointr)',
  terminated: 'date of termination (doterm)',
  district: 'local authority (lad25cd)',
  ward: 'ward (wd25cd)',
  quality: 'grid quality (gridind)',
  uprn: 'UPRN',
};
const inWords = (meanings: readonly Meaning[]): string => meanings.map((one) => words[one] ?? one).join(', ');

export interface Columns {
  /** The trimmed cell of that meaning; empty where there is no such column. */
  readonly cell: (cells: readonly string[], meaning: Meaning) => string;
  readonly has: (meaning: Meaning) => boolean;
  /** Codes of all kinds that there are columns for, without the empty ones. */
  readonly codes: (cells: readonly string[]) => Partial<Record<Kind, string>>;
  /** Of which year the areas of some kinds are, by their columns: `lad25 wd25 pcon24`. Empty before columns had years. */
  readonly vintage: string;
}

const vintageOf = (names: readonly string[], places: Readonly<Partial<Record<Meaning, number>>>): string =>
  (['district', 'ward', 'constituency'] as const)
    .flatMap((kind) => /^([a-z]+\d\d)cd$/.exec(names[places[kind] ?? -1] ?? '')?.[1] ?? [])
    .join(' ');

/** Throws `Unreadable` where a necessary column is missing, or there are two that mean the same. */
export const columnsIn = (file: string, header: readonly string[], necessary: readonly Meaning[]): Columns => {
  const names = header.map((name) => name.trim().toLowerCase());
  const meanings = Object.keys(patterns) as Meaning[];
  const found = meanings.map((meaning) => [meaning, names.filter((name) => patterns[meaning].test(name))] as const);
  const doubled = found.filter(([, matches]) => matches.length > 1);
  if (doubled.length > 0) {
    const says = doubled.map(([meaning, matches]) => `${words[meaning] ?? meaning}: ${matches.join(' and ')}`);
    throw new Unreadable(`${file} has more than one column for ${says.join('; for ')}. Take out all but one.`);
  }
  const places = Object.fromEntries(
    found.flatMap(([meaning, [name]]) => (name === undefined ? [] : [[meaning, names.indexOf(name)]])),
  ) as Partial<Record<Meaning, number>>;
  const missing = necessary.filter((meaning) => places[meaning] === undefined);
  if (missing.length > 0) throw new Unreadable(`${file} has no column for ${inWords(missing)}.`);
  const cell = (cells: readonly string[], meaning: Meaning) => (cells[places[meaning] ?? -1] ?? '').trim();
  const coded = kinds.filter((kind) => places[kind] !== undefined);
  return {
    cell,
    has: (meaning) => places[meaning] !== undefined,
    codes: (cells) =>
      Object.fromEntries(
        coded.flatMap((kind) => {
          const code = cell(cells, kind).toUpperCase();
          return code ? [[kind, code]] : [];
        }),
      ),
    vintage: vintageOf(names, places),
  };
};
