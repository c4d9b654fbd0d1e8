/** What other systems read, against the models of those who wrote them; skipped where these are not beside the project. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import * as z from 'zod/mini';
import { eventId } from '#shared/events/outbox.ts';
import { asking } from '#test/support/asking.ts';
import { describeWithData, sharedPath } from '#test/support/sharedData.ts';
import { freshTable, keptForGood } from '#test/support/table.ts';
import { apdsOperations } from '../contract/apdsOperations.ts';
import { enforcementOperations } from '../contract/enforcementOperations.ts';
import { type Scheme, SchemeSettings } from '../contract/schemes.ts';
import { apdsHandlers } from './apdsHandlers.ts';
import { enforcementHandlers } from './handlers.ts';
import { markWrites } from './marks.ts';
import { enforcementStore } from './store.ts';

const council = 'marlbeck';

/** Comes with jest. */
const { safeLoad: yaml } = createRequire(__filename)('js-yaml') as { safeLoad(text: string): unknown };

const idOf = (path: string): string => `https://apds.example/${path}`;

/** Faults that the models came with, by keyword: what is there in place of a value. */
const mended: Readonly<Record<string, (value: never, name: string) => unknown>> = {
  // A file that is not there.
  $ref: (path: string) => (path.includes('AssignedRightTimeRelative') ? idOf('any') : path),
  // `permit` is there twice.
  enum: (values: unknown[]) => [...new Set(values)],
  // A reference has two required properties, and may have one only.
  maxProperties: (most: number, name) => (name === 'common/Reference.yaml' ? undefined : most),
  // The form of OpenAPI 3.0.
  exclusiveMinimum: (value: unknown) => (value === true ? undefined : value),
};

/** Every model by its id: references are found beside it. */
const apdsModels = (folder: string): Ajv => {
  const ajv = new Ajv({ strict: false, formats: { 'date-time': true, float: true } });
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((one) => one.endsWith('.yaml'));
  for (const name of names) {
    const text = JSON.stringify(yaml(readFileSync(join(folder, name), 'utf8')), (key, value) =>
      mended[key] ? mended[key](value as never, name) : value,
    );
    // The kinds of credential have the same fields, so that each is all of them: any of them will do.
    ajv.addSchema({ ...JSON.parse(text.replaceAll('"oneOf"', '"anyOf"')), $id: idOf(name) });
  }
  return ajv.addSchema({ $id: idOf('any') });
};

const schemes = ['resident', 'business'].map(
  (scheme, i): Scheme => ({
    ...{ scheme, version: '2026-04-01.2' },
    ...z.parse(SchemeSettings, {
      ...{ name: `For ${scheme}`, kind: 'resident', inForceFrom: '2026-04-01', nameWelsh: 'Trwydded' },
      ...(i > 0 && { zones: ['old-town'] }),
    }),
  }),
);

const shared = async () => {
  const table = await freshTable();
  const dependencies = {
    enforcement: enforcementStore({ table, checks: keptForGood }),
    zones: {
      index: async () => ({
        zones: new Map(['mill-lane', 'old-town'].map((zone) => [zone, { name: zone }])),
        at: () => ({ zones: ['mill-lane'] }),
      }),
    },
    schemes: { list: async () => schemes },
    ...{ clock: () => Date.parse('2026-11-23T12:00:00Z'), newId: eventId },
  };
  const moment = '2026-04-01T00:00:00.000Z';
  for (let n = 1; n <= 3; n += 1) {
    const registration = `ZZ2${n}ABC`;
    const permit = {
      ...{ permit: `PM-0000000${n}`, scheme: 'resident', kind: 'resident' as const, zone: 'mill-lane', version: n },
      ...{ status: n === 2 ? ('revoked' as const) : ('active' as const) },
      ...{ issuedAt: moment, changedAt: moment },
      covers: [{ registration, from: moment, until: '2027-03-31T23:00:00.000Z' }],
      price: { schemeVersion: '2026-04-01.2' },
    };
    const index = { gsi1pk: `${council}#PERMITS#mill-lane`, gsi1sk: `${moment}#${permit.permit}` };
    await table.transact([
      { put: { pk: `${council}#PERMIT#${permit.permit}`, sk: 'PERMIT', ...permit, ...index } },
      ...markWrites(council, undefined, permit, () => 0),
    ]);
  }
  return {
    apds: asking(apdsOperations, apdsHandlers(dependencies)),
    ask: asking(enforcementOperations, enforcementHandlers(dependencies)),
  };
};

describeWithData('APDS', () => {
  const model = (name: string) => {
    const ajv = apdsModels(sharedPath('national', 'apds', 'models'));
    const validate = ajv.getSchema(idOf(name));
    return (value: unknown) => {
      validate?.(value);
      return validate ? (validate.errors ?? []) : [`There is no model ${name}.`];
    };
  };

  it('right specifications are as its models say, one for each scheme and zone', async () => {
    const { apds } = await shared();
    const pages = [await apds('listRightSpecifications', { query: { pageSize: 2 } })];
    pages.push(await apds('listRightSpecifications', { query: { pageSize: 2, cursor: pages[0].cursor } }));
    const all = pages.flatMap(({ rightSpecifications }) => rightSpecifications);
    const ids = ['resident.mill-lane', 'resident.old-town', 'business.old-town'];
    expect(all.map(({ id }) => id)).toEqual(ids);
    expect(all.map(({ version }) => version)).toEqual([20260401002, 20260401002, 20260401002]);
    expect(pages.map(({ meta }) => [meta.offset, meta.total])).toEqual([
      [0, 3],
      [2, 3],
    ]);
    const check = model('right/RightSpecification.yaml');
    for (const one of all) expect(check(one)).toEqual([]);
    for (const page of pages) expect(model('api/PaginatedListMeta.yaml')(page)).toEqual([]);
    expect(check({ ...all[0], hierarchyElements: [] })).not.toEqual([]);
  });

  it('assigned rights are as its models say: those that count, or what changed', async () => {
    const { apds } = await shared();
    const first = await apds('listAssignedRights', { query: { zone: 'mill-lane', pageSize: 2 } });
    const last = await apds('listAssignedRights', { query: { zone: 'mill-lane', pageSize: 2, cursor: first.cursor } });
    const all = [...first.assignedRights, ...last.assignedRights];
    expect(all.map(({ id }) => id)).toEqual(['PM-00000001', 'PM-00000003']);
    expect([first.meta, last.meta]).toMatchObject([
      { offset: 0, total: 2 },
      { offset: 1, total: 2 },
    ]);
    const since = { zone: 'mill-lane', modified_since: '2026-01-01T00:00:00Z' };
    const changed = await apds('listAssignedRights', { query: since });
    expect(changed).toMatchObject({ assignedRights: all, deletedReferences: [{ id: 'PM-00000002' }] });
    for (const one of all) expect(model('right/AssignedRight.yaml')(one)).toEqual([]);
    for (const page of [first, last, changed]) expect(model('api/PaginatedListMeta.yaml')(page)).toEqual([]);
    expect(all[0].rightHolder.credentials[0].identifier).toEqual({ className: 'UKNumberPlate', id: 'ZZ21ABC' });
  });
});

describeWithData('Parkkihubi', () => {
  it('answers as its description says', async () => {
    const { ask } = await shared();
    // Its `info` refers to a file that is not there; nothing below needs it.
    const { paths } = yaml(readFileSync(sharedPath('national', 'parkkihubi', 'enforcement.yaml'), 'utf8')) as {
      readonly paths: Readonly<Record<string, { readonly post: Operation }>>;
    };
    const { post } = paths['/check_parking/'] ?? {};
    const ajv = new Ajv({ strict: false, formats: { 'date-time': true } });
    const question = ajv.compile(post?.requestBody.content['application/json'].schema ?? {});
    const answer = ajv.compile(post?.responses['200'].content['application/json'].schema ?? {});
    for (const registration_number of ['ZZ21-ABC', 'ZZ22ABC']) {
      const body = { registration_number, location: { latitude: 54, longitude: -1 } };
      expect([question(body), question.errors]).toEqual([true, null]);
      const given = await ask('checkParking', { body });
      expect([answer(given), answer.errors]).toEqual([true, null]);
      expect(given.allowed).toBe(registration_number === 'ZZ21-ABC');
    }
    expect(answer({ allowed: true })).toBe(false);
  });
});

interface Described {
  readonly content: { readonly 'application/json': { readonly schema: object } };
}
interface Operation {
  readonly requestBody: Described;
  readonly responses: { readonly '200': Described };
}
