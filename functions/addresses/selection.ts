/**
 * Which addresses an answer shows. The kinds are GDS Locate's, as its importer derives them
 * (https://github.com/alphagov/location-data-importer, ClassificationCodes.scala).
 */

import type { Extra, Kind } from './contract/choices.ts';

/** What a choice is made by. */
export interface Choosable {
  readonly classification: string;
  readonly postal?: string | undefined;
  readonly status: 1 | 6 | 8;
}

/** Not ancillary buildings, garages and car park spaces (RB, RG, RC). */
export const isResidential = ({ classification }: Choosable): boolean =>
  classification === 'R' || /^(RD|RH|RI|X)/.test(classification);

export const isCommercial = ({ classification }: Choosable): boolean => /^C(?!E)/.test(classification);

/** Colleges and universities: their rooms are homes in term time. */
export const isHigherEducation = ({ classification }: Choosable): boolean => /^CE0[15]/.test(classification);

/** Every product says `N` for what gets no post; what else its flag says does not matter here. */
export const isPostal = ({ postal }: Choosable): boolean => postal !== 'N';

export const isElectoral = (address: Choosable): boolean =>
  (isHigherEducation(address) || isResidential(address)) && isPostal(address);

const isOfKind: Readonly<Record<Kind, (address: Choosable) => boolean>> = {
  residential: isResidential,
  commercial: isCommercial,
  electoral: (address) => isHigherEducation(address) || isResidential(address),
  all: () => true,
};

/** The extra that an address is only shown with, if any. */
const extraOf = ({ status, classification }: Choosable): Extra | undefined => {
  if (classification === 'PS') return 'street-records';
  if (status === 8) return 'historic';
  if (status === 6) return 'provisional';
  return classification.startsWith('P') ? 'shells' : undefined;
};

export interface Selection {
  /** Without it: every kind, if it gets post. */
  readonly classification?: readonly Kind[] | undefined;
  readonly include?: readonly Extra[] | undefined;
}

/**
 * Of the approved addresses, only those that get post, unless `all` are asked for. That rule is not for the extras: shells,
 * provisional and historical addresses usually get none.
 */
export const selects = ({ classification, include = [] }: Selection): ((address: Choosable) => boolean) => {
  const wanted = classification ?? (['all'] as const);
  const postalOnly = !classification?.includes('all');
  return (address) => {
    const extra = extraOf(address);
    if (extra ? !include.includes(extra) : postalOnly && !isPostal(address)) return false;
    return extra === 'shells' || extra === 'street-records' || wanted.some((kind) => isOfKind[kind](address));
  };
};
