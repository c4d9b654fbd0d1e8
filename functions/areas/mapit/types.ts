/** MapIt's types of area, from GSS codes (https://mapit.mysociety.org/types, and ONS' register of geographic codes). */
import type { Kind } from '../contract/kinds.ts';

export const typeNames: Readonly<Record<string, string>> = {
  CTY: 'County council',
  CED: 'County council electoral division',
  DIS: 'District council',
  DIW: 'District council ward',
  UTA: 'Unitary Authority',
  UTE: 'Unitary Authority electoral division',
  UTW: 'Unitary Authority ward',
  MTD: 'Metropolitan district',
  MTW: 'Metropolitan district ward',
  LBO: 'London borough',
  LBW: 'London borough ward',
  COI: 'Scilly Isles',
  COP: "Scilly Isles 'ward'",
  LGD: 'NI council',
  LGW: 'NI ward',
  CPC: 'Civil parish/community',
  NCP: 'Non-civil parished area',
  WMC: 'UK Parliament constituency',
  ER: 'English region',
  OUA: 'Output Area',
  OLF: 'Lower Layer Super Output Area (Full)',
  OMF: 'Middle Layer Super Output Area (Full)',
  TTW: 'Travel to Work Area',
  ICB: 'Integrated Care Board',
  SICBL: 'Sub Integrated Care Board Location',
};

const scilly = 'E06000053';

/** By the first three characters of the code. */
const byPrefix: Readonly<Record<string, string>> = {
  E06: 'UTA',
  W06: 'UTA',
  S12: 'UTA',
  E07: 'DIS',
  E08: 'MTD',
  E09: 'LBO',
  E10: 'CTY',
  N09: 'LGD',
  E58: 'CED',
  S13: 'UTW',
  W05: 'UTE',
  N08: 'LGW',
  E04: 'CPC',
  W04: 'CPC',
  E43: 'NCP',
  E14: 'WMC',
  S14: 'WMC',
  W07: 'WMC',
  N05: 'WMC',
  N06: 'WMC',
  E12: 'ER',
  E00: 'OUA',
  W00: 'OUA',
  S00: 'OUA',
  E01: 'OLF',
  W01: 'OLF',
  S01: 'OLF',
  E02: 'OMF',
  W02: 'OMF',
  S02: 'OMF',
  E30: 'TTW',
  W22: 'TTW',
  S22: 'TTW',
  E54: 'ICB',
  E38: 'SICBL',
};

/** Wards of England have one prefix; which type they are is by their council. */
const wardOf: Readonly<Record<string, string>> = { DIS: 'DIW', UTA: 'UTW', MTD: 'MTW', LBO: 'LBW', COI: 'COP' };

/** `undefined` for what MapIt has no type for. `council`: of a ward in England. */
export const typeOf = (code: string, council?: string): string | undefined => {
  if (code === scilly) return 'COI';
  if (!code.startsWith('E05')) return byPrefix[code.slice(0, 3)];
  return wardOf[(council && typeOf(council)) ?? 'DIS'] ?? 'DIW';
};

/** Our kinds that a type of MapIt's can be of. */
export const kindsOfType: Readonly<Record<string, Kind>> = {
  ...Object.fromEntries(['DIS', 'UTA', 'MTD', 'LBO', 'COI', 'LGD'].map((type) => [type, 'district'] as const)),
  ...Object.fromEntries(['DIW', 'UTE', 'UTW', 'MTW', 'LBW', 'COP', 'LGW'].map((type) => [type, 'ward'] as const)),
  ...{
    CTY: 'county',
    CED: 'division',
    CPC: 'parish',
    NCP: 'parish',
    WMC: 'constituency',
    ER: 'region',
    TTW: 'travelToWork',
  },
  ...{
    OUA: 'outputArea21',
    OLF: 'lowerSuperOutputArea21',
    OMF: 'middleSuperOutputArea21',
    ICB: 'icb',
    SICBL: 'subIcb',
  },
};

/** Numeric and reversible: E05999901 is 105999901. */
const letters = ['E', 'N', 'S', 'W', 'L', 'M', 'K'];

export const idOf = (code: string): number | undefined => {
  const place = letters.indexOf(code.charAt(0));
  return place >= 0 && /^.\d{8}$/.test(code) ? (place + 1) * 100_000_000 + Number(code.slice(1)) : undefined;
};

export const codeOfId = (id: number): string | undefined => {
  const letter = letters[Math.floor(id / 100_000_000) - 1];
  return letter && `${letter}${String(id % 100_000_000).padStart(8, '0')}`;
};

const countries: Readonly<Record<string, string>> = { E: 'England', W: 'Wales', S: 'Scotland', N: 'Northern Ireland' };

export const countryOf = (code: string): { country: string; country_name: string } => {
  const letter = code.charAt(0);
  return letter in countries
    ? { country: letter, country_name: countries[letter] ?? '' }
    : { country: '', country_name: '' };
};
