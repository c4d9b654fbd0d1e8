/** The handlers of areas on the test engine, for one council, loaded as the command loads. */
import * as z from 'zod/mini';
import { assembled } from '#functions/areas/assembly.ts';
import type { AreaRecord, PostcodeRecord, PropertyRecord } from '#functions/areas/contract/records.ts';
import type { Authority, Reorganisation } from '#functions/areas/contract/tables.ts';
import { areas } from '#functions/areas/contract.ts';
import { handlers } from '#functions/areas/handlers.ts';
import type { Known } from '#functions/areas/native/gazetteer.ts';
import { encodeRing } from '#functions/areas/shapes.ts';
import { freshTable } from './table.ts';

type OperationId = keyof typeof areas.operations;
// biome-ignore lint/suspicious/noExplicitAny: what an operation answers is looked at field by field.
type Answer = any;

export interface Loaded {
  readonly postcodes?: readonly PostcodeRecord[];
  readonly properties?: readonly Partial<PropertyRecord>[];
  readonly areas?: readonly AreaRecord[];
  readonly authorities?: readonly Authority[];
  readonly reorganisations?: readonly Reorganisation[];
  /** What the council’s own gazetteer has, by postcode. */
  readonly gazetteer?: Readonly<Record<string, readonly Known[]>>;
}

/** A square with its south-western corner there; sides in degrees. */
export const square = (west: number, south: number, side: number): string[][] => [
  [
    encodeRing([
      [west, south],
      [west + side, south],
      [west + side, south + side],
      [west, south + side],
      [west, south],
    ]),
  ],
];

export const areasCouncil = async ({ gazetteer = {}, ...loaded }: Loaded, today = '2026-11-23') => {
  const table = await freshTable();
  const clock = () => Date.parse(`${today}T12:00:00Z`);
  const asked = {
    inPostcode: async (_: string, postcode: string) => gazetteer[postcode] ?? [],
    property: async () => undefined,
  };
  const answers = handlers(assembled(table, { clock, councils: new Map(), retention: {} }, asked));
  const ask = async (id: string, given: { params?: object; query?: object; body?: object; headers?: object } = {}) => {
    const operation: { method: string; query?: unknown; params?: unknown } = areas.operations[id as OperationId];
    const parsed = (schema: unknown, value: object = {}) =>
      schema ? z.parse(schema as z.core.$ZodType, value) : undefined;
    const request = {
      ...{ council: 'marlbeck', councilDetails: { capabilities: ['addresses', 'areas'] }, url: '', origin: '' },
      ...{ caller: { keyId: 'k', council: 'marlbeck', scopes: ['*'] }, headers: given.headers ?? {}, body: given.body },
      params: parsed(operation.params, given.params),
      query: parsed(operation.query, given.query),
    };
    return (answers as Readonly<Record<string, (one: Answer) => Promise<Answer>>>)[id]?.(request);
  };
  const load = async (name: string, records: object, version: number) => {
    await ask(`open${name}Dataset`, { body: { fingerprint: `${version}`.repeat(64), format: 'test' } });
    await ask(`put${name}Batch`, { params: { version, batch: 0 }, body: { ...records, remarks: [], counts: {} } });
    await ask(`finish${name}Dataset`, { params: { version }, body: { batches: 1 } });
    return ask(`publish${name}Dataset`, { params: { version }, body: { because: 'A test' } });
  };
  if (loaded.areas) await load('Boundaries', { areas: loaded.areas }, 1);
  if (loaded.postcodes) await load('Postcodes', { postcodes: loaded.postcodes }, 1);
  if (loaded.properties) await load('Properties', { properties: loaded.properties }, 1);
  if (loaded.authorities) await ask('putAuthorities', { body: { version: 0, authorities: loaded.authorities } });
  if (loaded.reorganisations)
    await ask('putReorganisations', { body: { version: 0, reorganisations: loaded.reorganisations } });
  return { ask, load };
};
