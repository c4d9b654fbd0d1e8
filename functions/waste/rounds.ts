/** What a batch of rounds becomes in the table: an item for each property, because that is what is asked for. */
import * as z from 'zod/mini';
import type { Collection, Remark } from '#shared/datasets/collection.ts';
import type { Item, Key } from '#shared/dynamodb/expression.ts';
import { packer } from '#shared/dynamodb/pack.ts';
import { fieldErrors, sentence } from '#shared/http/fieldErrors.ts';
import { WasteProperty } from './contract/rounds.ts';
import { parseSchedule } from './dates/phrases.ts';

export interface RoundRecords {
  readonly properties: readonly WasteProperty[];
}

/** Part of the stored format: what is packed with it can only be read with it. */
export const propertyPack = packer<WasteProperty>(
  '"communal":true,"parentUprn":"1000","sequence":"garden_waste"food"glass"refuse"every 4 weeks from 2026-weekly on Monday Tuesday Wednesday Thursday Friday"containers":["wheelie_bin_240"]}{"uprn":"1000","services":[{"service":"recycling","round":"","schedule":"every 2 weeks from 2026-0',
);

export const uprnPack = packer<readonly string[]>('["1000","1000');

export const propertyKey = (prefix: string, uprn: string): Key => ({ pk: `${prefix}#U#${uprn}`, sk: 'PROPERTY' });

const places = { usrn: 'S', postcode: 'P' } as const;
type PlaceField = keyof typeof places;

/** Where the properties of a street or a postcode are noted: each batch has an item of its own there, with their UPRNs. */
export const placePartition = (prefix: string, field: PlaceField, value: string): string =>
  `${prefix}#${places[field]}#${value.replace(' ', '')}`;

const notedBy = (field: PlaceField, prefix: string, batch: number, properties: readonly WasteProperty[]): Item[] =>
  [...Map.groupBy(properties, (property) => property[field])].flatMap(([value, there]) =>
    value === undefined
      ? []
      : {
          pk: placePartition(prefix, field, value),
          sk: `B${String(batch).padStart(7, '0')}`,
          data: uprnPack.pack(there.map(({ uprn }) => uprn)),
        },
  );

const Lined = z.looseObject({ line: z._default(z.catch(z.int(), 0), 0), uprn: z.optional(z.unknown()) });

/** What is wrong with a record that fits its schema: a schedule that nobody can follow. */
const unreadable = ({ services }: WasteProperty): string | undefined => {
  for (const { service, schedule } of services) {
    const parsed = parseSchedule(schedule);
    if ('problem' in parsed) return `the schedule of ${service}, “${schedule}”: ${parsed.problem}`;
  }
  return undefined;
};

const check = ({ properties }: Readonly<Record<string, unknown>>) => {
  const fit = new Map<string, WasteProperty>();
  const remarks: Remark[] = [];
  for (const one of Array.isArray(properties) ? properties : []) {
    const { data: { line, ...fields } = { line: 0, uprn: undefined } } = z.safeParse(Lined, one);
    const reject = (reason: string, detail: string) => {
      const reference = typeof fields.uprn === 'string' ? { reference: fields.uprn.slice(0, 40) } : {};
      remarks.push({ line, outcome: 'rejected', reason, detail: detail.slice(0, 500), ...reference });
    };
    const { data, error } = z.safeParse(WasteProperty, fields);
    if (!data) {
      reject('not-valid', sentence(fieldErrors(error?.issues ?? [], 'body', WasteProperty)[0]));
      continue;
    }
    const wrong = unreadable(data);
    if (wrong) reject('schedule-not-understood', wrong);
    else if (fit.has(data.uprn)) reject('duplicate-uprn', 'the UPRN came before in the same batch');
    else fit.set(data.uprn, data);
  }
  return { records: { properties: [...fit.values()] }, remarks };
};

export const rounds: Collection<RoundRecords> = {
  name: 'rounds',
  counted: 'properties',
  check,
  measure: ({ properties }) => ({
    properties: properties.length,
    services: properties.reduce((sum, { services }) => sum + services.length, 0),
    communal: properties.filter(({ parentUprn }) => parentUprn !== undefined).length,
  }),
  lasting: (prefix, { properties }) => properties.map(({ uprn }) => propertyKey(prefix, uprn)),
  index: (prefix, batch, { properties }) => [
    ...properties.map((property) => ({ ...propertyKey(prefix, property.uprn), data: propertyPack.pack(property) })),
    ...notedBy('usrn', prefix, batch, properties),
    ...notedBy('postcode', prefix, batch, properties),
  ],
};
