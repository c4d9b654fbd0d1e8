/** A council's key reaches nothing of another council, whatever operation, id, version or cursor it is tried with. */
import { join } from 'node:path';
import { pathParameters } from '#shared/contract/capability.ts';
import { londonDay } from '#shared/london.ts';
import { anAddress, anLpi } from '#test/support/addresses.ts';
import { type Answer, api, makeKey } from '#test/support/app.ts';
import {
  bodyExampleOf,
  type Document,
  type DocumentOperation,
  deployment,
  operationsOf,
  pathWith,
} from '#test/support/openApi.ts';
import { standardEventId } from '#test/support/standardSteps.ts';

const [ours, theirs] = ['ours', 'theirs'];

interface Placed {
  readonly id: string;
  readonly documented: DocumentOperation;
  readonly method: string;
  readonly path: string;
  readonly isPublic: boolean;
  readonly hasBody: boolean;
  readonly isPaged: boolean;
}

/** What is theirs alone; no answer to us may have any of it. */
const secret = {
  uprn: '777000000001',
  usrn: '77700001',
  street: 'SECRET STREET',
  fingerprint: '7'.repeat(64),
  label: 'Their secret system',
  quota: '7770777',
};
const anything = new RegExp(Object.values(secret).join('|'), 'i');

/** What the parameters of a path mean; what is not here is what the document has for an example. */
const ids: Record<string, string> = { uprn: secret.uprn, usrn: secret.usrn, version: '2', batch: '0' };
let document: Document;
let operations: Placed[];
let key: string;

const at = ({ documented }: Placed, council: string, given = ids): string =>
  pathWith(document, documented, { ...given, council });

/** Versions of one council: `count` of them, the last one live. */
const loadAll = async (
  council: string,
  count: number,
  fingerprint: string,
  addresses: readonly object[],
  streets: readonly object[],
): Promise<void> => {
  const datasets = `/${council}/addresses/datasets`;
  for (let version = 1; version <= count; version += 1) {
    await api('POST', datasets, {
      body: { fingerprint: version === count ? fingerprint : String(version).repeat(64), format: 'test' },
    });
    for (let batch = 0; batch < 12; batch += 1) {
      const remarks = [{ line: batch, outcome: 'warning', reason: 'odd', detail: `${council} ${fingerprint}` }];
      await api('PUT', `${datasets}/${version}/batches/${batch}`, {
        body: batch === 0 ? { addresses, streets, remarks } : { remarks },
      });
    }
    await api('POST', `${datasets}/${version}/finish`, { body: { batches: 12 } });
    await api('POST', `${datasets}/${version}/publish`, { body: { because: 'A test' } });
  }
};

const everyDay = 'every Monday, Tuesday, Wednesday, Thursday, Friday, Saturday and Sunday';
/** Versions of one council's rounds: `count` of them, the last one live. */
const loadRounds = async (
  council: string,
  count: number,
  fingerprint: string,
  uprns: readonly string[],
  usrn: string,
): Promise<void> => {
  const datasets = `/${council}/waste/rounds/datasets`;
  const services = [{ service: 'refuse', round: 'REF 1', schedule: everyDay, containers: ['sack'] }];
  for (let version = 1; version <= count; version += 1) {
    const given = version === count ? fingerprint : String(version).repeat(64);
    await api('POST', datasets, { body: { fingerprint: given, format: 'test' } });
    for (let batch = 0; batch < 12; batch += 1) {
      const remarks = [{ line: batch, outcome: 'warning', reason: 'odd', detail: `${council} ${fingerprint}` }];
      const properties = batch === 0 ? uprns.map((uprn) => ({ uprn, usrn, services })) : [];
      await api('PUT', `${datasets}/${version}/batches/${batch}`, { body: { properties, remarks } });
    }
    await api('POST', `${datasets}/${version}/finish`, { body: { batches: 12 } });
    await api('POST', `${datasets}/${version}/publish`, { body: { because: 'A test' } });
  }
};

/** What the document's examples make, by operations that nothing here knows. */
const makeTheirs = async (): Promise<void> => {
  for (const operation of operations.filter(({ method, id }) => method === 'PUT' && !/^put\w*Batch$/.test(id))) {
    const { status, text } = await api('PUT', at(operation, theirs), {
      body: bodyExampleOf(document, operation.documented),
    });
    expect([operation.id, status, text]).toEqual([operation.id, 200, expect.any(String)]);
  }
};

const theirEvent = {
  uprn: secret.uprn,
  date: londonDay(Date.now()),
  at: new Date(Date.now() - 1000).toISOString(),
  event: 'damaged' as const,
};

/** A case of theirs, and what their crews noted. */
const reportTheirs = async (): Promise<void> => {
  const at = new Date(Date.now() - 1000).toISOString();
  const statuses = [{ round: 'REF 1', date: londonDay(Date.now()), status: 'Closed / Complete', at }];
  await api('POST', `/${theirs}/waste/round-statuses`, { body: { statuses } });
  const headers = { 'idempotency-key': crypto.randomUUID() };
  const body = { uprn: secret.uprn, service: 'refuse' };
  const { status, json } = await api('POST', `/${theirs}/waste/missed-collections`, { body, headers });
  expect([status, json.detail]).toEqual([201, undefined]);
  ids.reference = json.reference;
  ids.caseId = json.reference;
  const events = [theirEvent, { ...theirEvent, uprn: undefined, usrn: secret.usrn, event: 'roadworks' }];
  await api('POST', `/${theirs}/waste/crew-events`, { body: { events } });
};

/** What a household of theirs has. */
const helpTheirs = async (): Promise<void> => {
  const { uprn } = secret;
  const ask = async (method: string, path: string, body: object): Promise<string> => {
    const headers = { 'idempotency-key': crypto.randomUUID() };
    const { status, json } = await api(method, `/${theirs}/waste/${path}`, { body, headers });
    expect([path, status < 300, json.detail]).toEqual([path, true, undefined]);
    return json.reference;
  };
  const prices = { bin: [{ startDate: '2020-01-01', cost: 0 }] };
  await ask('PUT', 'garden/settings', { services: ['refuse'], showOnlySubscribed: false, prices, version: 1 });
  await ask('POST', 'garden/subscriptions', { uprn, bins: 1, existingBins: 1, price: 0 });
  const help = { uprn, reason: 'access', location: 'By the side door', declaration: true };
  await ask('POST', `cases/${await ask('POST', 'assisted-collections', help)}/close`, { outcome: 'done' });
};

const theirState = (): Promise<unknown[]> => {
  const paths = [
    'waste/rounds/datasets/2',
    'addresses/datasets',
    'access/keys',
    `addresses/${secret.uprn}`,
    'addresses/datasets/2',
  ];
  return Promise.all(paths.map(async (path) => (await api('GET', `/${theirs}/${path}`)).json));
};
let before: unknown[];

beforeAll(async () => {
  const { contracts } = await deployment(join(import.meta.dirname, 'commons.config.json'));
  document = (await api('GET', '/openapi.json')).json;
  const documented = new Map(operationsOf(document).map((operation) => [operation.operationId, operation]));
  operations = contracts.flatMap((contract) =>
    Object.entries(contract.operations).flatMap(([id, { method, path, access, body, returns }]) => {
      const found = documented.get(id);
      if (!found) return [];
      const [isPublic, hasBody, isPaged] = [access === 'public', body !== undefined, returns.paged === true];
      return [{ id, documented: found, method, path, isPublic, hasBody, isPaged }];
    }),
  );
  await makeTheirs();
  const address = anAddress({ uprn: secret.uprn, lpis: [anLpi({ usrn: secret.usrn, street: secret.street })] });
  const second = anAddress({ uprn: '777000000002', lpis: [anLpi({ usrn: secret.usrn, street: secret.street })] });
  const street = { usrn: secret.usrn, descriptors: [{ language: 'eng', name: secret.street }] };
  await loadAll(theirs, 2, secret.fingerprint, [address, second], [street]);
  await loadAll(ours, 1, '6'.repeat(64), [anAddress({ uprn: '666000000001' })], []);
  await loadRounds(theirs, 2, secret.fingerprint, [secret.uprn], secret.usrn);
  await loadRounds(ours, 1, '6'.repeat(64), ['666000000001'], '66600001');
  await reportTheirs();
  await helpTheirs();
  ({ key } = await makeKey(ours, { scopes: ['*'] }));
  for (const label of [secret.label, 'Another']) {
    const { json } = await api('POST', `/${theirs}/access/keys`, {
      body: { label, scopes: ['addresses:read'], dailyQuota: Number(secret.quota) },
    });
    ids.keyId = json.keyId;
  }
  before = await theirState();
});

/** What the query of an operation needs, whose path has an id. */
const needed: Readonly<Record<string, string>> = { getEscalationWindow: `?uprn=${secret.uprn}` };
const body = (has: boolean) => (has ? { body: {} } : {});
const answerOf = ({ id }: Placed, { status, text }: Answer) => ({ id, status, secrets: text.match(anything)?.[0] });

const ofCouncils = () => operations.filter(({ path, isPublic }) => path.startsWith('/{council}/') && !isPublic);

interface Open {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly ids?: Readonly<Record<string, string>>;
  /** Lists of the standard's own, which are no council's. */
  readonly isEverybodys?: true;
  /** A search: it has nothing to tell among ours, and says so with an empty list. */
  readonly isSearch?: true;
}

/** What anybody may ask of a council: look-ups of a property, which find nothing of another council's. */
const ofTheirs: Open = { query: { uprn: secret.uprn } };
const open: Record<string, Open> = {
  getCollections: ofTheirs,
  getCalendar: ofTheirs,
  standardServices: ofTheirs,
  standardService: { ...ofTheirs, ids: { serviceId: 'refuse' } },
  standardTasks: ofTheirs,
  standardTask: { ids: { taskId: `${secret.uprn}-refuse-REF_1-2026-11-23` } },
  standardEventTypes: { isEverybodys: true },
  standardEventType: { isEverybodys: true },
  standardFeatureTypes: ofTheirs,
  standardFeatureType: { isEverybodys: true },
  standardSites: { query: { usrn: secret.usrn }, isSearch: true },
  standardSite: {},
  standardEvents: { query: { usrn: secret.usrn }, isSearch: true },
  standardEvent: { ids: { eventId: standardEventId(theirEvent) } },
  standardFeatures: { query: { usrn: secret.usrn }, isSearch: true },
  standardFeature: { ids: { featureId: `${secret.uprn}-sack-1` } },
  getMissedEligibility: { query: { uprn: secret.uprn, service: 'refuse' } },
  getContainers: ofTheirs,
  quoteGarden: { body: { action: 'new', uprn: secret.uprn, bins: 1, existingBins: 0 } },
  getBulkyItems: { isEverybodys: true },
  getBulkyDates: ofTheirs,
};

it('lets anybody ask for what is no secret, and finds nothing of theirs among ours', async () => {
  const found = operations.filter(({ path, isPublic }) => path.startsWith('/{council}/') && isPublic);
  expect(found.map(({ id }) => id).sort()).toEqual(Object.keys(open).sort());
  for (const operation of found) {
    const { query, body, ids: own, isEverybodys, isSearch } = open[operation.id] ?? {};
    const ask = (council: string) =>
      api(operation.method, `${at(operation, council, { ...ids, ...own })}?${new URLSearchParams(query)}`, {
        key: '',
        body,
      });
    const there = await ask(theirs);
    expect([operation.id, there.status]).toEqual([operation.id, 200]);
    if (isSearch) expect(answerOf(operation, there).secrets).toBeDefined();
    const status = isEverybodys || isSearch ? 200 : 404;
    expect(answerOf(operation, await ask(ours))).toEqual({ id: operation.id, status, secrets: undefined });
  }
});

it('finds every operation of a council, and every one is documented', () => {
  expect(ofCouncils().length).toBeGreaterThan(25);
  expect(ofCouncils().filter((operation) => at(operation, theirs).includes('undefined'))).toEqual([]);
});

it.each([
  ['no key', 401, () => ''],
  ['a key that never was', 401, () => `cc_${ids.keyId}_${'A'.repeat(30)}`],
  ['our key', 403, () => key],
])('answers nothing of theirs to %s', async (_, status, given) => {
  for (const operation of ofCouncils()) {
    const answer = await api(operation.method, at(operation, theirs), {
      key: given(),
      ...body(operation.hasBody),
    });
    expect(answerOf(operation, answer)).toEqual({ id: operation.id, status, secrets: undefined });
  }
});

it('finds nothing of theirs among ours by their ids', async () => {
  for (const operation of ofCouncils().filter(({ path }) => pathParameters(path).length > 1)) {
    const valid: Record<string, object> = { finishDataset: { batches: 12 }, putBatch: {} };
    const known =
      valid[operation.id.replace('Rounds', '')] ??
      (operation.method === 'POST' ? bodyExampleOf(document, operation.documented) : undefined);
    const given = operation.hasBody ? { body: known ?? {} } : {};
    const path = `${at(operation, ours)}${needed[operation.id] ?? ''}`;
    const headers = { 'idempotency-key': crypto.randomUUID() };
    const answer = await api(operation.method, path, { key, headers, ...given });
    // A PUT that makes what is not there is asked with nothing to make.
    const status = operation.method === 'PUT' && !known ? 400 : 404;
    expect(answerOf(operation, answer)).toEqual({ id: operation.id, status, secrets: undefined });
  }
});

/** What asks an operation without any id in its path for what is theirs. */
interface Question {
  readonly query?: Record<string, string>;
  readonly body?: object;
  /** What it answers of ours, where that is not success. */
  readonly status?: number;
}
const questions: Record<string, readonly Question[]> = {
  listAddresses: [{ query: { usrn: secret.usrn } }, { query: { postcode: 'ZZ1 1AA' } }],
  lookUpAddresses: [{ body: { uprns: [secret.uprn] } }, { body: { postcode: 'ZZ1 1AA' } }],
  findNearest: [{ query: { easting: '520910', northing: '160705', radius: '1000' } }],
  locateAddresses: [{ query: { uprn: secret.uprn } }, { query: { postcode: 'ZZ1 1AA', format: 'vcard' } }],
  placesPostcode: [{ query: { postcode: 'ZZ1', dataset: 'LPI' } }],
  placesUprn: [{ query: { uprn: secret.uprn, dataset: 'LPI' } }],
  placesNearest: [{ query: { point: '520910,160705', dataset: 'LPI' } }],
  placesRadius: [{ query: { point: '520910,160705', dataset: 'LPI', radius: '1000' } }],
  placesBbox: [{ query: { bbox: '520500,160500,521000,161000', dataset: 'LPI' } }],
  listCases: [{}, { query: { uprn: secret.uprn } }],
  standardCases: [{ query: { uprn: secret.uprn } }, { query: { usrn: secret.usrn } }],
  getGarden: [{ query: { uprn: secret.uprn }, status: 404 }],
  getAssistance: [{ query: { uprn: secret.uprn } }],
  listKeys: [{}],
  listAudit: [{}],
  listDatasets: [{}],
  listRoundsDatasets: [{}],
};

it('finds nothing of theirs among ours by any question', async () => {
  for (const operation of ofCouncils().filter(({ path }) => pathParameters(path).length === 1)) {
    const asked = questions[operation.id] ?? (operation.method === 'GET' ? [{}] : []);
    for (const { query = {}, body, status = 200 } of asked) {
      const path = (council: string) => `${at(operation, council)}?${new URLSearchParams(query)}`;
      const there = await api(operation.method, path(theirs), { body });
      const here = await api(operation.method, path(ours), { key, body });
      expect([operation.id, there.status, here.text === there.text]).toEqual([operation.id, 200, false]);
      if (questions[operation.id]) expect(answerOf(operation, there).secrets).toBeDefined();
      // What was asked may be told again, as OS Places does; what is there may not.
      const isAsked = JSON.stringify([query, body]).includes(secret.uprn);
      const text = isAsked ? here.text.replaceAll(secret.uprn, '') : here.text;
      expect(answerOf(operation, { ...here, text })).toEqual({ id: operation.id, status, secrets: undefined });
    }
  }
});

const paged: Record<string, string> = {
  listKeys: 'limit=1',
  listAudit: 'limit=1',
  listDatasetAudit: 'limit=1',
  listDatasets: 'limit=1',
  listRemarks: '',
  listRoundsDatasets: 'limit=1',
  listRoundsDatasetAudit: 'limit=1',
  listRoundsRemarks: '',
  listAddresses: `limit=1&usrn=${secret.usrn}`,
};

it('takes no cursor of theirs', async () => {
  for (const operation of ofCouncils().filter(({ isPaged, method }) => isPaged && method === 'GET')) {
    const query = paged[operation.id];
    const { json } = await api('GET', `${at(operation, theirs)}?${query ?? 'limit=1'}`);
    if (query !== undefined) expect([operation.id, json.cursor]).toEqual([operation.id, expect.any(String)]);
    const path = `${at(operation, ours, { ...ids, version: '1' })}?${query ?? 'limit=1'}`;
    const answer = await api('GET', `${path}&cursor=${json.cursor ?? 'none'}`, { key });
    expect(answerOf(operation, answer)).toEqual({ id: operation.id, status: 400, secrets: undefined });
  }
});

it('leaves what is theirs as it was', async () => {
  expect(await theirState()).toEqual(before);
});
