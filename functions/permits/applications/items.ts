/** What applications and permits are in the table: their keys, their items, what is announced of them. */
import type { Item, Key, Write } from '#shared/dynamodb/expression.ts';
import { ifAbsent } from '#shared/dynamodb/expression.ts';
import { counts, holdsPlaces, type KeptApplication, type KeptPermit } from './journey.ts';

export const applicationPk = (council: string, application: string): string => `${council}#APP#${application}`;
export const applicationKey = (council: string, application: string): Key => ({
  pk: applicationPk(council, application),
  sk: 'APP',
});
export const permitKey = (council: string, permit: string): Key => ({
  pk: `${council}#PERMIT#${permit}`,
  sk: 'PERMIT',
});
/** That a quote was used. */
export const usedKey = (council: string, quote: string): Key => ({ pk: `${council}#QUOTE#${quote}`, sk: 'USED' });

const overVersion = (version: number) => ({
  text: '#version = :before',
  names: { '#version': 'version' },
  values: { ':before': version },
});
const over = (before: { readonly version: number } | undefined) => (before ? overVersion(before.version) : ifAbsent);

export const applicationWrite = (
  council: string,
  before: KeptApplication | undefined,
  after: KeptApplication,
  expiresAt: number,
): Write => ({
  put: {
    ...applicationKey(council, after.application),
    type: 'permit-application',
    gsi1pk: `${council}#APPS#${after.status}`,
    gsi1sk: `${after.decideBy ?? after.createdAt}#${after.application}`,
    ...after,
    expiresAt,
  },
  condition: over(before),
});

export const permitWrite = (
  council: string,
  before: KeptPermit | undefined,
  after: KeptPermit,
  expiresAt: number,
): Write => ({
  put: {
    ...permitKey(council, after.permit),
    type: 'permit',
    gsi1pk: `${council}#PERMITS#${after.zone}`,
    gsi1sk: `${after.changedAt}#${after.permit}`,
    ...after,
    expiresAt,
  },
  condition: over(before),
});

const own = ({ pk: _p, sk: _s, type: _t, gsi1pk: _g, gsi1sk: _h, expiresAt: _e, ...fields }: Item): Item => fields;
/** Written by this capability alone, in this shape. */
export const applicationIn = (item: Item): KeptApplication => own(item) as unknown as KeptApplication;
export const permitIn = (item: Item): KeptPermit => own(item) as unknown as KeptPermit;

/** What became of a permit, as it is announced; nothing of one that did not count yet. */
export const newsOf = (
  before: KeptPermit | undefined,
  after: KeptPermit,
): 'permits.permit.issued' | 'permits.permit.changed' | 'permits.permit.ended' | undefined => {
  if (!after.issuedAt) return undefined;
  if (!before?.issuedAt) return 'permits.permit.issued';
  if (!holdsPlaces(after)) return holdsPlaces(before) ? 'permits.permit.ended' : undefined;
  const seen = ({ status, covers, zone, ends }: KeptPermit) => JSON.stringify([status, covers, zone, ends]);
  return seen(before) === seen(after) && counts(before) === counts(after) ? undefined : 'permits.permit.changed';
};
