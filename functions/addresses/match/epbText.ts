/**
 * How the matcher of the energy performance register reads a text (MHCLG, published in 2025 as epb-addressing under the MIT licence):
 * its cleaning, its numbers and its two counts of words. reference: `Helper::Address`, `BuildingNumber`, `Matching`.
 */

/** Longer names first, so that none is found within another. Royal Mail's postal counties and their short forms. */
const counties =
  'GREATER MANCHESTER,NORTH HUMBERSIDE,NORTHAMPTONSHIRE,SOUTH HUMBERSIDE,BUCKINGHAMSHIRE,GLOUCESTERSHIRE,NORTH YORKSHIRE,NOTTINGHAMSHIRE,SOUTH YORKSHIRE,CAMBRIDGESHIRE,GREATER LONDON,LEICESTERSHIRE,NORTHUMBERLAND,WEST YORKSHIRE,WORCESTERSHIRE,COUNTY DURHAM,HEREFORDSHIRE,HERTFORDSHIRE,ISLE OF WIGHT,STAFFORDSHIRE,TYNE AND WEAR,WEST MIDLANDS,BEDFORDSHIRE,LINCOLNSHIRE,N HUMBERSIDE,S HUMBERSIDE,WARWICKSHIRE,EAST SUSSEX,N YORKSHIRE,OXFORDSHIRE,S YORKSHIRE,W YORKSHIRE,WEST SUSSEX,DERBYSHIRE,LANCASHIRE,MERSEYSIDE,SHROPSHIRE,W MIDLANDS,BERKSHIRE,CLEVELAND,CO DURHAM,HAMPSHIRE,MIDDLESEX,NORTHANTS,WILTSHIRE,CHESHIRE,CORNWALL,E SUSSEX,SOMERSET,W SUSSEX,CUMBRIA,NORFOLK,SUFFOLK,DORSET,NORTHD,STAFFS,SURREY,BERKS,BUCKS,CAMBS,DEVON,ESSEX,HANTS,HERTS,LANCS,LEICS,LINCS,MIDDX,NOTTS,POWYS,WARKS,WILTS,WORCS,AVON,BEDS,GLOS,KENT,OXON';

/** A county so near the beginning is part of a street or a house, as in “Hampshire Street”. */
const beforeCounties = 16;

/** In this order: each sees what those before it left. */
const rules: readonly (readonly [RegExp, string])[] = [
  [/[,.\-_\\/();:]/g, ' '],
  [/['?`*!#]/g, ''],
  [/&|\+/g, ' AND '],
  [/@/g, ' AT '],
  [/\s+/g, ' '],
  [/\b(\d{1,4})\s([A-Z])\b/g, '$1$2'],
];

const county = new RegExp(`\\b(?:${counties.replaceAll(',', '|')})\\b`, 'g');

/** Without those that are towns, too. */
export const countyWords: ReadonlySet<string> = new Set(
  counties.split(/[ ,]/).filter((word) => !['MANCHESTER', 'LONDON', 'DURHAM'].includes(word)),
);

export const clean = (text: string): string => {
  const plain = rules.reduce((sofar, [pattern, by]) => sofar.replace(pattern, by), text.toUpperCase()).trim();
  return (plain.slice(0, beforeCounties) + plain.slice(beforeCounties).replace(county, ''))
    .replace(/\bST\b/g, 'STREET')
    .replace(/\bRD\b/g, 'ROAD')
    .trim();
};

export const wordsOf = (text: string): string[] => text.split(' ').filter(Boolean);

/** Up to four digits and a letter: what houses and flats have. Five digits are something else. */
export const numbersOf = (text: string): string[] => clean(text).match(/\b\d{1,4}[A-Z]?\b/g) ?? [];

/** Words that both have, each as often as both have it. */
export const intersection = (a: readonly string[], b: readonly string[]): number => {
  const left = new Map<string, number>();
  for (const word of b) left.set(word, (left.get(word) ?? 0) + 1);
  return a.filter((word) => {
    const count = left.get(word) ?? 0;
    left.set(word, count - 1);
    return count > 0;
  }).length;
};

/** Words of the one that the other has at all. */
export const matching = (a: readonly string[], b: readonly string[]): number => {
  const known = new Set(b);
  return a.filter((word) => known.has(word)).length;
};
