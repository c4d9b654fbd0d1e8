/** Assisted collections: crews fetch the containers from where the household says they are. Nothing of it is public. */
import { londonDay } from '#shared/london.ts';
import type { KindRules } from '../cases/kinds.ts';
import { type Assistance, standingWrite } from '../standings.ts';

/** A temporary one ends by itself, after its last day. */
export const isAssisted = (assistance: Assistance | undefined, today: string): assistance is Assistance =>
  assistance !== undefined && (assistance.until === undefined || assistance.until >= today);

export const assistedRules: KindRules<'assisted_collection'> = {
  closed: ({ council, found: { uprn, reference, details }, outcome, at }) => {
    if (outcome !== 'done') return {};
    const { location, until } = details;
    const standing = { reference, since: londonDay(at), location, ...(until && { until }) };
    return { writes: [standingWrite(council, uprn, 'assisted', standing, until)] };
  },
};
