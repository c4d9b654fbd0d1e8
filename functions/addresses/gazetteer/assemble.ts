/** Joins the parts of a property into one address, and the parts of a street into one street. */
import type { GazetteerAddress, GazetteerStreet, Lpi } from '../contract/gazetteer.ts';
import { deliveryPointFrom } from '../text/mailing.ts';
import type {
  BlpuPart,
  ClassificationPart,
  DeliveryPointPart,
  DescriptorPart,
  LpiPart,
  OrganisationPart,
  StreetPart,
} from './recordRows.ts';
import type { Part, PartKind } from './staging.ts';
import { filled, Refused } from './values.ts';

/** A record that is left out by a rule of the field, not because anything is wrong with it. */
export class LeftOutRecord extends Error {
  override readonly name = 'LeftOutRecord';
  readonly reason: string;

  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}

export interface AssembleContext {
  /** London's calendar day: what ended before it has ended. */
  readonly today: string;
  readonly street: (usrn: string) => GazetteerStreet | undefined;
  /** DTF has no delivery points: the postal side is made from the geographic one. */
  readonly postalFromLpi: boolean;
}

interface Dated {
  readonly end?: string;
  readonly updated?: string;
}

/** The last word on each part: changes come in their order, and a deleted part is gone. */
const current = <T>(parts: readonly Part[], kind: PartKind): T[] => {
  const byKey = new Map<string, Part>();
  for (const part of parts) {
    if (part.kind !== kind) continue;
    byKey.delete(part.key);
    byKey.set(part.key, part);
  }
  return [...byKey.values()].filter(({ deleted }) => !deleted).map(({ value }) => value as T);
};

const newest = (a: Dated, b: Dated): number => (b.updated ?? '').localeCompare(a.updated ?? '');

/** What has not ended, newest first; if everything has ended, the newest of that. */
const active = <T extends Dated>(parts: readonly T[], today: string): T | undefined => {
  const sorted = [...parts].sort(newest);
  return sorted.find(({ end }) => end === undefined || end > today) ?? sorted[0];
};

/** Candidates and rejected records of a council's own gazetteer are nobody else's business. */
const hidden = new Set([5, 7, 9]);
const stored: ReadonlySet<number> = new Set([1, 3, 6, 8]);

const statusOf = ({ logicalStatus, end }: BlpuPart, today: string): 1 | 6 | 8 => {
  if (hidden.has(logicalStatus)) throw new LeftOutRecord(logicalStatus === 5 ? 'candidate' : 'rejected-by-custodian');
  if (logicalStatus !== 1 && logicalStatus !== 6 && logicalStatus !== 8) {
    throw new Refused('status-unknown', `${logicalStatus} is not a logical status of a BLPU`);
  }
  return end !== undefined && end <= today ? 8 : logicalStatus;
};

/** Approved before provisional, historical and alternative; English first; official first; newest first. */
const preference: readonly ((lpi: LpiPart) => number)[] = [
  ({ logicalStatus }) => [1, 6, 8, 3].indexOf(logicalStatus),
  ({ language }) => (language === 'eng' ? 0 : 1),
  ({ official }) => (official === 'Y' ? 0 : 1),
];

const byPreference = (a: LpiPart, b: LpiPart): number => {
  for (const rank of preference) {
    const order = rank(a) - rank(b);
    if (order !== 0) return order;
  }
  return newest(a, b) || (a.key ?? '').localeCompare(b.key ?? '');
};

/** LPIs to keep: of a current property the current ones, of a historical one the last ones. */
const chosenLpis = (lpis: readonly LpiPart[], status: 1 | 6 | 8, today: string): LpiPart[] => {
  const known = lpis.filter(({ logicalStatus }) => stored.has(logicalStatus));
  const isCurrent = ({ logicalStatus, end }: LpiPart) => logicalStatus !== 8 && (end === undefined || end > today);
  const kept = status === 8 ? known : known.filter(isCurrent);
  if (kept.length === 0)
    throw new Refused('no-current-lpi', known.length > 0 ? 'every LPI of the BLPU has ended' : 'the BLPU has no LPI');
  return kept.sort(byPreference);
};

/** With the words of its street, in its own language where the street has one. */
const withStreet = (
  { logicalStatus, postal: _p, postcode: _c, postTown: _t, ...lpi }: LpiPart,
  { street }: AssembleContext,
): Lpi => {
  const found = street(lpi.usrn);
  const words =
    found?.descriptors.find(({ language }) => language === lpi.language) ??
    found?.descriptors.find(({ language }) => language === 'eng') ??
    found?.descriptors[0];
  if (!found || !words) throw new Refused('street-not-found', `street ${lpi.usrn} of the LPI is not in the file`);
  const { name, locality, town, administrativeArea } = words;
  return filled({
    ...lpi,
    status: logicalStatus as Lpi['status'],
    street: name,
    streetType: found.type,
    locality,
    town,
    administrativeArea,
  });
};

const pointOf = (parts: readonly Part[], today: string) => {
  const found = active(current<DeliveryPointPart>(parts, 'deliveryPoint'), today);
  if (!found || (found.end !== undefined && found.end <= today)) return undefined;
  const { end: _, ...point } = found;
  return point;
};

const codeOf = (blpu: BlpuPart, parts: readonly Part[], today: string): string =>
  active(current<ClassificationPart>(parts, 'classification'), today)?.code ?? blpu.classification ?? 'U';

const organisationOf = (blpu: BlpuPart, parts: readonly Part[], today: string): string | undefined => {
  const found = active(current<OrganisationPart>(parts, 'organisation'), today);
  return found && (found.end === undefined || found.end > today) ? found.name : blpu.organisation;
};

/** Throws `Refused` for what cannot be joined and `LeftOutRecord` for what should not be shown. */
export const assembleAddress = (
  uprn: string,
  parts: readonly Part[],
  context: AssembleContext,
): GazetteerAddress | undefined => {
  const { today } = context;
  const [blpu] = current<BlpuPart>(parts, 'blpu');
  if (!blpu) {
    if (parts.some(({ kind, deleted }) => kind === 'blpu' && deleted)) return undefined;
    throw new Refused('no-blpu', 'there is no BLPU with this UPRN');
  }
  const status = statusOf(blpu, today);
  const lpis = chosenLpis(current<LpiPart>(parts, 'lpi'), status, today);
  const [preferred] = lpis;
  const point = pointOf(parts, today);
  const { logicalStatus: _s, classification: _c, organisation: _o, postal, postcodeLocator, ...rest } = blpu;
  const address = filled({
    uprn,
    ...rest,
    status,
    classification: codeOf(blpu, parts, today),
    postal: postal ?? preferred?.postal,
    // Royal Mail's postcode is newer than the council's when they differ.
    postcode: point?.postcode ?? postcodeLocator ?? preferred?.postcode,
    postcodeLocator: point?.postcode && postcodeLocator !== point.postcode ? postcodeLocator : undefined,
    organisation: organisationOf(blpu, parts, today),
    lpis: lpis.map((lpi) => withStreet(lpi, context)),
    deliveryPoint: point,
  });
  return context.postalFromLpi ? withPostalSide(address, preferred?.postTown) : address;
};

const withPostalSide = (address: GazetteerAddress, postTown: string | undefined): GazetteerAddress => {
  const [lpi] = address.lpis;
  if (!lpi || address.postal === 'N' || !address.postcode) return address;
  const point = deliveryPointFrom(lpi, address);
  return { ...address, deliveryPoint: postTown ? { ...point, postTown } : point };
};

/** `undefined` for a street that was deleted. One that has ended stays: what stood on it is still in the gazetteer. */
export const assembleStreet = (usrn: string, parts: readonly Part[], today: string): GazetteerStreet | undefined => {
  const [street] = current<StreetPart>(parts, 'street');
  if (!street && parts.some(({ kind, deleted }) => kind === 'street' && deleted)) return undefined;
  const all = current<DescriptorPart>(parts, 'descriptor');
  const valid = all.filter(({ ended }) => ended === undefined || ended > today);
  const descriptors = (valid.length > 0 ? valid : all).map(({ ended: _, ...words }) => words);
  return { usrn, ...street, descriptors };
};
