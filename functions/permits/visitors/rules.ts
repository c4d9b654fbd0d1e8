/** What a household can have, what a visit takes and what is given back. Pure. */
import { londonDay, londonInstant } from '#shared/london.ts';
import type { Scheme } from '../contract/schemes.ts';
import type { Claim } from '../contract/tariffs.ts';

export type VisitorSettings = NonNullable<Scheme['visitors']>;

/** Units that came together, as long as they can be used. */
export interface Lot {
  readonly order: string;
  readonly units: number;
  readonly left: number;
  readonly pence: number;
  readonly payment?: string | undefined;
  readonly validUntil: string;
}

export interface Taken {
  readonly order: string;
  readonly validUntil: string;
  readonly units: number;
}

const firstOf = (month: number): string => new Date(Date.UTC(2000, month, 1)).toISOString().slice(0, 10);

/** The period of an allowance that a moment is in, by its first day, and the first day of the next. */
export const periodAt = (at: number, months: number): { starts: string; renewsOn: string } => {
  const [year = 0, month = 0] = londonDay(at).split('-').map(Number);
  const since = (year - 2000) * 12 + month - 1;
  const first = since - (since % months);
  return { starts: firstOf(first), renewsOn: firstOf(first + months) };
};

/** With what staff granted the household. No allowance: as many as it likes. */
export const allowanceOf = ({ allowance }: VisitorSettings, granted: readonly Claim[]): number | undefined =>
  allowance &&
  allowance.units + allowance.more.reduce((sum, { claim, units }) => sum + (granted.includes(claim) ? units : 0), 0);

/** The end of the day so many months on, in London; of the month’s last day where it has no such day. */
export const monthsOn = (at: number, months: number): string => {
  const [year = 0, month = 1, day = 1] = londonDay(at).split('-').map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  const next = new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastOfMonth) + 1));
  return new Date(londonInstant(next.toISOString().slice(0, 10), '00:00')).toISOString();
};

/** Those that can be used until a moment, the first to run out first. */
export const usable = (lots: readonly Lot[], at: number): Lot[] =>
  lots
    .filter(({ left, validUntil }) => left > 0 && Date.parse(validUntil) > at)
    .toSorted((a, b) => (a.validUntil + a.order < b.validUntil + b.order ? -1 : 1));

export const leftIn = (lots: readonly Lot[]): number => lots.reduce((sum, { left }) => sum + left, 0);

/** So many of those that run out first; fewer where there are not so many. */
export const takenFrom = (lots: readonly Lot[], units: number): Taken[] => {
  let wanted = units;
  return lots.flatMap(({ order, validUntil, left }) => {
    const taken = Math.min(left, wanted);
    wanted -= taken;
    return taken > 0 ? [{ order, validUntil, units: taken }] : [];
  });
};

const anHour = 3_600_000;

export interface Booked {
  readonly starts: string;
  readonly unit: 'voucher' | 'hours';
  readonly units: number;
  readonly taken: readonly Taken[];
}

/** What comes back of a visit that ends at a moment. Of an hour that has begun nothing does. */
export const unused = ({ starts, unit, units }: Booked, at: number): number => {
  const begun = at - Date.parse(starts);
  if (begun <= 0) return units;
  return unit === 'voucher' ? 0 : Math.max(0, units - Math.max(1, Math.ceil(begun / anHour)));
};

/** To those that they came from, the last to run out first: they are worth most. */
export const givenBack = (taken: readonly Taken[], units: number): Taken[] =>
  takenFrom(
    taken.toReversed().map((one) => ({ ...one, left: one.units, pence: 0 })),
    units,
  );

export interface Back {
  readonly payment: string;
  readonly pence: number;
}

/** What is paid back for what is left, less the fee, by payments. Nothing where the rule says so, or it is too little. */
export const refundOf = (rule: Scheme['refund'], lots: readonly Lot[]): { units: number; backs: Back[] } => {
  const paid = lots.filter(({ payment, pence, left }) => payment !== undefined && pence > 0 && left > 0);
  const worth = ({ pence, left, units }: Lot) => Math.floor((pence * left) / units);
  const whole = paid.reduce((sum, lot) => sum + worth(lot), 0);
  if (rule.rule === 'none' || whole - rule.fee < Math.max(1, rule.least)) return { units: 0, backs: [] };
  let fee = rule.fee;
  const backs = paid.flatMap((lot) => {
    const kept = Math.min(fee, worth(lot));
    fee -= kept;
    const pence = worth(lot) - kept;
    return pence > 0 ? [{ payment: lot.payment ?? '', pence }] : [];
  });
  return { units: paid.reduce((sum, { left }) => sum + left, 0), backs };
};
