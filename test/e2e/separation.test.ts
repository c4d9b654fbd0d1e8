/** A council's key reaches nothing of another council, whatever operation, id, version or cursor it is tried with. */
import { join } from 'node:path';
import { pathParameters } from '#shared/contract/capability.ts';
import { type Answer, api, makeKey } from '#test/support/app.ts';
import {
  bodyExampleOf,
  type Document,
  type DocumentOperation,
  deployment,
  operationsOf,
  pathWith,
} from '#test/support/openApi.ts';
import { type Belongings, ours, secret, theirs } from '#test/support/theirs/belongings.ts';
import { makeTheirs } from '#test/support/theirs/everything.ts';

interface Placed {
  readonly id: string;
  readonly documented: DocumentOperation;
  readonly method: string;
  readonly path: string;
  readonly isPublic: boolean;
  readonly hasBody: boolean;
  readonly isPaged: boolean;
}

const anything = new RegExp(Object.values(secret).join('|'), 'i');

/** What is theirs; for a parameter of a path that is not among its ids, the document has an example. */
let belongings: Required<Belongings>;
let document: Document;
let operations: Placed[];
let key: string;

const at = ({ id, documented }: Placed, council: string, given = belongings.ids): string =>
  pathWith(document, documented, { ...given, ...belongings.own[id], council });

/** What the document's examples make, by operations that nothing here knows. */
const putExamples = async (): Promise<void> => {
  for (const { id, documented } of operations.filter(
    ({ method, id }) => method === 'PUT' && !/^put\w*(Batch|Claims)$/.test(id),
  )) {
    const path = pathWith(document, documented, { council: theirs });
    const { status, text } = await api('PUT', path, { body: bodyExampleOf(document, documented) });
    expect([id, status, status === 200 || text]).toEqual([id, 200, true]);
  }
};

const theirState = (): Promise<unknown[]> =>
  Promise.all(belongings.state.map(async (path) => (await api('GET', `/${theirs}/${path}`)).json));
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
  await putExamples();
  belongings = await makeTheirs();
  ({ key } = await makeKey(ours, { scopes: ['*'] }));
  before = await theirState();
});

/** What the query of an operation needs, whose path has an id. */
const needed: Readonly<Record<string, string>> = { getEscalationWindow: `?uprn=${secret.uprn}` };
const body = (has: boolean) => (has ? { body: {} } : {});
const answerOf = ({ id }: Placed, { status, text }: Answer) => ({ id, status, secrets: text.match(anything)?.[0] });

const ofCouncils = () => operations.filter(({ path, isPublic }) => path.startsWith('/{council}/') && !isPublic);

it('lets anybody ask for what is no secret, and finds nothing of theirs among ours', async () => {
  const { ids, open, told } = belongings;
  const found = operations.filter(({ path, isPublic }) => path.startsWith('/{council}/') && isPublic);
  expect(found.map(({ id }) => id).sort()).toEqual(Object.keys({ ...open, ...told }).sort());
  for (const operation of found.filter(({ id }) => open[id])) {
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

it('believes nobody who proves to be theirs that they are ours', async () => {
  const { told } = belongings;
  for (const operation of operations.filter(({ id }) => told[id])) {
    const tell = async (council: string) =>
      (await api(operation.method, at(operation, council), { ...told[operation.id], key: '' })).status;
    expect([operation.id, await tell(theirs), await tell(ours)]).toEqual([operation.id, 204, 401]);
  }
});

it('finds every operation of a council, and every one is documented', () => {
  expect(ofCouncils().length).toBeGreaterThan(25);
  expect(ofCouncils().filter((operation) => at(operation, theirs).includes('undefined'))).toEqual([]);
});

it.each([
  ['no key', 401, () => ''],
  ['a key that never was', 401, () => `cc_${belongings.ids.keyId}_${'A'.repeat(30)}`],
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
    const valid: Record<string, object> = { finishDataset: { batches: 12 }, putBatch: {}, ...belongings.bodies };
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

it('finds nothing of theirs among ours by any question', async () => {
  const { questions } = belongings;
  for (const operation of ofCouncils().filter(({ path }) => pathParameters(path).length === 1)) {
    const asked = questions[operation.id] ?? (operation.method === 'GET' ? [{}] : []);
    for (const { query = {}, body, status = 200 } of asked) {
      const path = (council: string) => `${at(operation, council)}?${new URLSearchParams(query)}`;
      const there = await api(operation.method, path(theirs), { body });
      const here = await api(operation.method, path(ours), { key, body });
      expect([operation.id, there.status, here.text === there.text]).toEqual([operation.id, 200, false]);
      if (questions[operation.id])
        expect([operation.id, answerOf(operation, there).secrets ?? there.text]).toEqual([
          operation.id,
          expect.stringMatching(anything),
        ]);
      // What was asked may be told again, as OS Places does; what is there may not.
      const isAsked = JSON.stringify([query, body]).includes(secret.uprn);
      const text = isAsked ? here.text.replaceAll(secret.uprn, '') : here.text;
      expect(answerOf(operation, { ...here, text })).toEqual({ id: operation.id, status, secrets: undefined });
    }
  }
});

it('takes no cursor of theirs', async () => {
  const { ids, paged } = belongings;
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
