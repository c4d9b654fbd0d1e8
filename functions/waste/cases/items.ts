/** What a case is in the table: its keys, its item, and the single writes that its transactions are made of. */
import type { Item, Key, Write } from '#shared/dynamodb/expression.ts';
import { Case } from '../contract/cases.ts';
import { mentionWrites } from './people.ts';

/** A case as it is kept. */
export type Kept = Case & {
  /** How often it was written. */
  readonly version: number;
  /** Names that no other open case of the property can have. */
  readonly holds: readonly string[];
};

/** A case that lapses when nobody has paid by then. */
export interface Due {
  readonly council: string;
  readonly reference: string;
  readonly payBy: string;
}

export const caseKey = (council: string, reference: string): Key => ({
  pk: `${council}#CASE#${reference}`,
  sk: 'CASE',
});
export const atProperty = (council: string, uprn: string): string => `${council}#AT#${uprn}`;
export const holdKey = (council: string, uprn: string, name: string): Key => ({
  pk: atProperty(council, uprn),
  sk: `HOLD#${name}`,
});
export const dueKey = ({ council, reference, payBy }: Due): Key => ({
  pk: '*#DUE',
  sk: `${payBy}#${council}#${reference}`,
});

/** What runs to a day is kept from that day on, so that it is there when it is renewed. */
export const keptFrom = ({ details }: Case, at: number): number =>
  'endsOn' in details ? Math.max(at, Date.parse(details.endsOn)) : at;

export const pointer = (council: string, { uprn, createdAt, reference }: Case, expiresAt: number): Write => ({
  put: {
    pk: atProperty(council, uprn),
    sk: `CASE#${createdAt}#${reference}`,
    type: 'waste-case-at',
    reference,
    expiresAt,
  },
});

/** Hidden from what is read as a case. */
export const asItem = (council: string, kept: Kept, expiresAt: number): Item => ({
  ...caseKey(council, kept.reference),
  type: 'waste-case',
  gsi1pk: `${council}#CASES#${kept.status}`,
  gsi1sk: `${kept.createdAt}#${kept.reference}`,
  ...kept,
  expiresAt,
});

export const keptIn = (item: Item): Kept => ({
  ...Case.parse(item),
  version: Number(item.version),
  holds: (item.holds ?? []) as string[],
});

/** Without what only the store needs. */
export const shown = ({ version: _, holds: __, ...rest }: Kept): Case => rest;

export const held = (
  council: string,
  { uprn, reference }: Case,
  name: string,
  expiresAt: number,
  now: number,
): Write => ({
  put: { ...holdKey(council, uprn, name), type: 'waste-hold', reference, expiresAt },
  condition: {
    text: 'attribute_not_exists(pk) OR expiresAt < :now OR #reference = :mine',
    names: { '#reference': 'reference' },
    values: { ':now': Math.floor(now / 1000), ':mine': reference },
  },
});
export const released = (council: string, { uprn, reference }: Case, name: string): Write => ({
  remove: holdKey(council, uprn, name),
  condition: {
    text: 'attribute_not_exists(pk) OR #reference = :mine',
    names: { '#reference': 'reference' },
    values: { ':mine': reference },
  },
});

/** That it lapses, and no more where it was going to at another moment. */
export const dueWrites = (council: string, { reference, payment }: Case, before?: Case): Write[] => {
  const [was, is] = [before?.payment?.payBy, payment?.payBy];
  if (was === is) return [];
  const due = (payBy: string): Due => ({ council, reference, payBy });
  return [
    ...(was ? [{ remove: dueKey(due(was)) }] : []),
    ...(is ? [{ put: { ...dueKey(due(is)), type: 'waste-due', ...due(is) } }] : []),
  ];
};

/** Email addresses that a resident wrote into what a case is about. */
export const inDetails = (council: string, { reference, details }: Case, expiresAt: number): Write[] =>
  mentionWrites(council, { reference, sk: 'CASE' }, JSON.stringify(details).replaceAll(/\\[nrt]/g, '\n'), expiresAt);
