/** Which zone a permit would be for, and whether the council knows the address. */
import { InvalidRequest, Unavailable } from '#shared/contract/problems.ts';
import { Down } from '#shared/outbound.ts';
import type { QuoteRequest } from '../contract/quoteOperations.ts';
import type { Reason } from '../contract/quotes.ts';
import type { Scheme } from '../contract/schemes.ts';
import type { Addresses, FoundAddress } from '../lookUps.ts';
import type { ZoneIndex } from '../zones/finding.ts';
import { reason } from './reasons.ts';

export interface Where {
  readonly zone?: string;
  readonly isVerified: boolean;
  readonly reasons: readonly Reason[];
  readonly notes: readonly Reason[];
}

const addressOf = async (
  addresses: Addresses,
  council: string,
  uprn: string,
): Promise<FoundAddress | Down | undefined> => {
  try {
    return await addresses.find(council, uprn);
  } catch (error) {
    if (error instanceof Down) return error;
    throw error;
  }
};

/** Whether somebody can have a permit whose address cannot be told: a short one, or with proof. */
export const takesUnverified = ({ unverifiedAddress, evidence }: Scheme): boolean =>
  unverifiedAddress !== 'evidence' ||
  evidence.some(
    ({ of, when = 'always' }) => of === 'residence' && (when === 'always' || when === 'address_unverified'),
  );

const covers = ({ zones }: Scheme, zone: string): boolean => zones === 'all' || zones.includes(zone);

const refused = (why: Reason, isVerified: boolean): Where => ({ isVerified, reasons: [why], notes: [] });

/** The zone that was asked for, if it is one of them; else the surest that the scheme is for. */
const chosen = (scheme: Scheme, found: readonly string[], wanted: string | undefined, isVerified: boolean): Where => {
  const zone = found.find((one) => one === wanted) ?? found.find((one) => covers(scheme, one)) ?? found[0];
  if (zone === undefined) return refused(reason('outside_every_zone'), isVerified);
  return {
    zone,
    isVerified,
    reasons: covers(scheme, zone) ? [] : [reason('zone_not_in_scheme')],
    notes: wanted === undefined || wanted === zone ? [] : [reason('other_zone', { zone })],
  };
};

interface Asked {
  readonly scheme: Scheme;
  readonly body: Pick<QuoteRequest, 'uprn' | 'zone' | 'justMoved'>;
  readonly day: string;
}

/** Throws `InvalidRequest` for a zone that there is not, `Unavailable` where without the address nothing can be said. */
export const whereOf = async (
  addresses: Addresses,
  index: ZoneIndex,
  council: string,
  { scheme, body: { uprn, zone: wanted, justMoved }, day }: Asked,
): Promise<Where> => {
  if (wanted !== undefined && !index.zones.has(wanted)) {
    const detail = 'is not a zone of the council';
    throw new InvalidRequest(`“zone” ${detail}.`, { errors: [{ detail, pointer: '#/zone', in: 'body' }] });
  }
  const address = await addressOf(addresses, council, uprn);
  const isDown = address instanceof Down;
  const { zones, excluded } = index.at(isDown || !address ? { uprn } : address, day);
  // What a zone names is the council’s, though its addresses do not have it yet, or cannot be asked.
  const isOurs = (!isDown && address !== undefined) || zones.length > 0;
  if (excluded) {
    const { reason: says, reasonWelsh: saysWelsh } = excluded;
    return refused({ code: 'excluded', says, ...(saysWelsh && { saysWelsh }) }, isOurs && !justMoved);
  }
  if (isOurs) return chosen(scheme, zones, wanted, !justMoved);
  if (!isDown) return refused(reason('not_ours'), false);
  if (wanted !== undefined && takesUnverified(scheme)) return chosen(scheme, [wanted], wanted, false);
  throw new Unavailable('The council’s addresses cannot be asked at the moment.', {
    headers: { 'retry-after': String(address.retryAfter) },
    cause: address,
  });
};
