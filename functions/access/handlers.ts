import { allows, host, type KeyRecord, ownerOf } from '#shared/access/keys.ts';
import { hashToken, mintToken } from '#shared/access/token.ts';
import type { Caller, Handlers, Request } from '#shared/contract/capability.ts';
import { makeCursor, openCursor } from '#shared/http/cursor.ts';
import { mentions } from '#shared/people/mentions.ts';
import { type access, KeyId, KeyNotFound, KeyNotReplaceable, ScopeNotHeld } from './contract.ts';
import type { KeyStore } from './store.ts';

export interface Dependencies {
  readonly store: KeyStore;
  readonly clock: () => number;
  /** When keys were last used, by id. */
  readonly lastUses: (keys: readonly KeyRecord[]) => Promise<ReadonlyMap<string, string>>;
}

const aDay = 86_400_000;

/** A key works to the end of its last day, in UTC. */
const endOf = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + aDay).toISOString();

const described = ({ hash: _hash, council: _council, ...record }: KeyRecord, now: number) => {
  const state = record.revokedAt
    ? ('revoked' as const)
    : Date.parse(record.expires) <= now
      ? ('expired' as const)
      : ('active' as const);
  return { ...record, state };
};

const withUse = <K extends { readonly keyId: string }>(key: K, used: ReadonlyMap<string, string>) => {
  const lastUsedAt = used.get(key.keyId);
  return { ...key, ...(lastUsedAt && { lastUsedAt }) };
};

const found = (record: KeyRecord | undefined): KeyRecord => {
  if (!record) throw new KeyNotFound('No key of this council has this id.');
  return record;
};

type Operations = (typeof access)['operations'];

/** The host's operators find their own keys under any council's path. */
const lookUp = async (
  store: KeyStore,
  council: string,
  caller: Caller | undefined,
  keyId: string,
): Promise<KeyRecord> =>
  found((await store.find(council, keyId)) ?? (caller?.council === host ? await store.find(host, keyId) : undefined));

const deed = (caller: Caller | undefined, operation: keyof Operations, now: number) => ({
  at: new Date(now).toISOString(),
  by: caller?.keyId ?? 'unknown',
  operation,
});

type Wanted = Pick<KeyRecord, 'council' | 'label' | 'scopes' | 'dailyQuota' | 'replaces'> & {
  readonly expires?: string | undefined;
};

/** Throws `ScopeNotHeld`. */
const newKey = ({ expires, ...wanted }: Wanted, caller: Caller | undefined, now: number) => {
  const missing = wanted.scopes.filter((scope) => !allows(caller?.scopes ?? [], scope));
  if (missing.length > 0) {
    throw new ScopeNotHeld(`Your key does not have ${missing.join(', ')}.`, { extensions: { scopes: missing } });
  }
  const { keyId, token } = mintToken();
  const record: KeyRecord = {
    ...wanted,
    keyId,
    hash: hashToken(token),
    createdAt: new Date(now).toISOString(),
    createdBy: caller?.keyId ?? 'unknown',
    expires: expires ? endOf(expires) : new Date(now + 365 * aDay).toISOString(),
  };
  return { record, token };
};

const createKey = async (
  { store, clock }: Dependencies,
  { council, caller, body, idempotency }: Request<Operations['createKey']>,
) => {
  const owner = ownerOf(council, caller, body.host);
  const { host: _host, ...wanted } = body;
  const { record, token } = newKey({ ...wanted, council: owner }, caller, clock());
  return idempotency.answer({ ...described(record, clock()), key: token }, (note) =>
    store.add(record, deed(caller, 'createKey', clock()), note),
  );
};

const rotateKey = async (
  { store, clock }: Dependencies,
  { council, caller, params, body, idempotency }: Request<Operations['rotateKey']>,
) => {
  const now = clock();
  const old = await lookUp(store, council, caller, params.keyId);
  const { label, scopes, dailyQuota } = old;
  const wanted = { label, scopes, dailyQuota, council: old.council, replaces: old.keyId, expires: body.expires };
  const { record, token } = newKey(wanted, caller, now);
  const expires = [old.expires, new Date(now + body.overlapDays * aDay).toISOString()].sort()[0] ?? old.expires;
  return idempotency.answer({ ...described(record, now), key: token }, async (note) => {
    const changes = { expires, replacedBy: record.keyId };
    const isActive = described(old, now).state === 'active' && old.replacedBy === undefined;
    if (isActive && (await store.replace(old, changes, record, deed(caller, 'rotateKey', now), note))) return;
    throw new KeyNotReplaceable('The key was replaced, changed or revoked before, or has expired.');
  });
};

const listKeys = async (
  { store, clock, lastUses }: Dependencies,
  { council, caller, query }: Request<Operations['listKeys']>,
) => {
  const owner = ownerOf(council, caller, query.host);
  const binding = [owner, 'listKeys'];
  const { records, more } = await store.list(owner, query.limit, openCursor(KeyId, binding, query.cursor));
  const last = records.at(-1);
  const used = await lastUses(records);
  return {
    keys: records.map((record) => withUse(described(record, clock()), used)),
    ...(more && last && { cursor: makeCursor(binding, last.keyId) }),
  };
};

const getKey = async (
  { store, clock, lastUses }: Dependencies,
  { council, caller, params }: Request<Operations['getKey']>,
) => {
  const record = await lookUp(store, council, caller, params.keyId);
  return withUse(described(record, clock()), await lastUses([record]));
};

const changeKey = async (
  { store, clock }: Dependencies,
  { council, caller, params, body }: Request<Operations['changeKey']>,
) => {
  const { label, expires, dailyQuota } = body;
  const key = await lookUp(store, council, caller, params.keyId);
  const changes = {
    ...(label !== undefined && { label }),
    ...(expires !== undefined && { expires: endOf(expires) }),
    ...(dailyQuota !== undefined && { dailyQuota }),
  };
  return described(await store.change(key, () => changes, deed(caller, 'changeKey', clock())), clock());
};

const revokeKey = async (
  { store, clock }: Dependencies,
  { council, caller, params }: Request<Operations['revokeKey']>,
) => {
  const key = await lookUp(store, council, caller, params.keyId);
  const revokedAt = new Date(clock()).toISOString();
  const unlessRevoked = (present: KeyRecord) => (present.revokedAt ? {} : { revokedAt });
  return described(await store.change(key, unlessRevoked, deed(caller, 'revokeKey', clock())), clock());
};

/** Labels are the only text in a key's record, and whoever makes a key may have written an address there. */
const keysNaming = async (
  store: KeyStore,
  { council, caller, body: { email } }: Pick<Request<Operations['findPersonInAccess']>, 'council' | 'caller' | 'body'>,
): Promise<KeyRecord[]> => {
  const found: KeyRecord[] = [];
  // The host's operators find their own keys under any council's path.
  for (const owner of caller?.council === host ? [council, host] : [council]) {
    for (let after: string | undefined, more = true; more; ) {
      const page = await store.list(owner, 100, after);
      found.push(...page.records.filter(({ label }) => mentions(label, email)));
      more = page.more;
      after = page.records.at(-1)?.keyId;
    }
  }
  return found;
};

const heldOf = ({ keyId, label, scopes, createdAt, createdBy, expires }: KeyRecord) => ({
  record: 'keys',
  id: keyId,
  since: createdAt,
  data: { label, scopes, createdBy, expires },
});

/** The key goes on working: only whoever held it is forgotten. */
const forgetPerson = async ({ store, clock }: Dependencies, request: Request<Operations['forgetPersonInAccess']>) => {
  const keys = await keysNaming(store, request);
  for (const key of keys)
    await store.change(key, () => ({ label: 'Erased' }), deed(request.caller, 'forgetPersonInAccess', clock()));
  return { forgotten: keys.map(({ keyId }) => ({ record: 'keys', id: keyId, fields: ['label'] })), kept: [] };
};

export const handlers = (dependencies: Dependencies): Handlers<typeof access> => ({
  createKey: (request) => createKey(dependencies, request),
  listKeys: (request) => listKeys(dependencies, request),
  getKey: (request) => getKey(dependencies, request),
  changeKey: (request) => changeKey(dependencies, request),
  rotateKey: (request) => rotateKey(dependencies, request),
  revokeKey: (request) => revokeKey(dependencies, request),
  findPersonInAccess: async (request) => ({
    held: (await keysNaming(dependencies.store, request)).map(heldOf),
  }),
  forgetPersonInAccess: (request) => forgetPerson(dependencies, request),
  listAudit: ({ council, caller, query }) => dependencies.store.audit(ownerOf(council, caller, query.host), query),
});
