/**
 * What a property has until it ends: a garden waste subscription, assisted collection. Kept with the property rather than with the
 * case that began it, because every look-up of its collections reads it.
 *
 *   <council>#AT#<uprn>   STANDING#garden, STANDING#assisted
 */
import * as z from 'zod/mini';
import type { Item, Write } from '#shared/dynamodb/expression.ts';
import { atProperty } from './cases/items.ts';

const Garden = z.object({
  reference: z.string(),
  startsOn: z.string(),
  endsOn: z.string(),
  bins: z.number(),
  toDeliver: z.number(),
  product: z.optional(z.string()),
});
const Assisted = z.object({
  reference: z.string(),
  since: z.string(),
  location: z.string(),
  until: z.optional(z.string()),
});
export type Assistance = z.infer<typeof Assisted>;

const schemas = { garden: Garden, assisted: Assisted };
type Name = keyof typeof schemas;
type Standing<N extends Name> = z.infer<(typeof schemas)[N]>;
export type Standings = { readonly [N in Name]?: Standing<N> };

const prefix = 'STANDING#';
/** Where they all are. */
export const standingsOf = (council: string, uprn: string) => ({ pk: atProperty(council, uprn), prefix });
const keyOf = (council: string, uprn: string, name: Name) => ({
  pk: atProperty(council, uprn),
  sk: `${prefix}${name}`,
});

export const standingsIn = (items: readonly Item[]): Standings =>
  Object.fromEntries(
    Object.entries(schemas).flatMap(([name, schema]) => {
      const item = items.find(({ sk }) => sk === `${prefix}${name}`);
      return item ? [[name, schema.parse(item)]] : [];
    }),
  );

const aDay = 86_400;
/** Longer than anything that is over still counts. */
const keptDays = 400;

/** In place of what stood there. One with a last day goes by itself some time after it. */
export const standingWrite = <N extends Name>(
  council: string,
  uprn: string,
  name: N,
  standing: Standing<N>,
  lastDay: string | undefined,
): Write => ({
  put: {
    ...keyOf(council, uprn, name),
    type: 'waste-standing',
    ...standing,
    ...(lastDay && { expiresAt: Date.parse(lastDay) / 1000 + keptDays * aDay }),
  },
});

/** Only what a case began, where its reference is told; else whatever stands there, and it must. */
export const standingGone = (council: string, uprn: string, name: Name, reference?: string): Write => ({
  remove: keyOf(council, uprn, name),
  condition: reference
    ? {
        text: 'attribute_not_exists(pk) OR #reference = :mine',
        names: { '#reference': 'reference' },
        values: { ':mine': reference },
      }
    : { text: 'attribute_exists(pk)' },
});
