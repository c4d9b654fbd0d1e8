import * as z from 'zod/mini';
import { auditors, auditPage, auditQuery, auditRecords } from '#shared/audit/contract.ts';
import {
  capability,
  created,
  del,
  described,
  get,
  HostOnly,
  Instant,
  ok,
  PlainDate,
  page,
  patch,
  post,
  problem,
  ScopeText,
} from '#shared/contract/index.ts';
import { findPerson, forgetPerson } from '#shared/people/contract.ts';

export class KeyNotFound extends problem({
  slug: 'key-not-found',
  status: 404,
  title: 'The council has no such key',
  advice: 'List the council’s keys to find the id that you need.',
}) {}

export class KeyNotReplaceable extends problem({
  slug: 'key-not-replaceable',
  status: 409,
  title: 'The key cannot be replaced',
  advice: 'It has been replaced before, or it works no more. Look for its “replacedBy”, or make a new key.',
}) {}

export class ScopeNotHeld extends problem({
  slug: 'scope-not-held',
  status: 403,
  title: 'A key cannot give what it does not have',
  advice: 'Leave out the scopes named in “scopes”, or ask somebody whose key has them.',
}) {}

const manage = { scope: 'access:manage' } as const;

export const KeyId = described(
  z.string().check(z.regex(/^[0-9A-Za-z]{10}$/, 'must be the id of a key: 10 letters and digits')),
  'Id of a key.',
  'k3Yid00042',
);
const Label = described(
  z
    .string()
    .check(z.minLength(1), z.maxLength(100), z.regex(/^\P{Cc}*$/u, 'must be one line, without control characters')),
  'What the key is for: the system and the team that hold it.',
  'Website address finder',
);
const Scopes = described(z.array(ScopeText).check(z.minLength(1), z.maxLength(50)), 'What the key may do.', [
  'addresses:read',
]);
/** An instant of five-digit years would be written in another form. */
const LastDay = PlainDate.check(z.refine((day) => day < '9000', 'must be before the year 9000'));
const DailyQuota = described(
  z.int().check(z.minimum(1), z.maximum(100_000_000)),
  'Calls a day, counted from midnight UTC.',
  100_000,
);

const Host = described(
  z._default(z.boolean(), false),
  'The host’s own keys, which serve every council. Only the host’s operators may ask.',
);

const Key = z.object({
  keyId: KeyId,
  label: Label,
  scopes: described(z.array(z.string()), 'What the key may do.', ['addresses:read']),
  state: described(z.enum(['active', 'expired', 'revoked']), 'Only active keys work.'),
  dailyQuota: described(z.int(), 'Calls a day, counted from midnight UTC.', 100_000),
  expires: described(Instant, 'From then on the key is refused.'),
  createdAt: described(Instant, 'When it was made.'),
  createdBy: described(z.string(), 'Id of the key that made it.', 'k3Yid00042'),
  revokedAt: z.optional(described(Instant, 'When it was revoked.')),
  lastUsedAt: z.optional(described(Instant, 'When it was last used, within a minute. Only where keys are looked up.')),
  replacedBy: z.optional(described(z.string(), 'Id of the key that it was replaced by.', 'k3Yid00043')),
  replaces: z.optional(described(z.string(), 'Id of the key that it replaces.', 'k3Yid00041')),
});
z.globalRegistry.add(Key, { id: 'Key', description: 'A key, without its text.' });

const NewKey = described(
  z.extend(Key, {
    key: described(
      z.string(),
      'The text of the key. It is shown this once and cannot be had again.',
      'cc_k3Yid00042_…',
    ),
  }),
  'A new key, with its text.',
);

const params = z.strictObject({ keyId: KeyId });

export const access = capability({
  name: 'access',
  title: 'Access',
  summary: 'Keys for the systems that call the API on a council’s behalf.',
  core: true,
  records: {
    keys: {
      says: 'Keys of systems: a hash, scopes, quota and a label that may name who holds it',
      personal: 'personal',
    },
    answers: {
      says: 'Answers to requests with an Idempotency-Key, sealed with the key of the caller, for a day',
      personal: 'reference',
    },
    lastUses: {
      says: 'Counts of calls by key and day for three days, and when each key was last used',
      personal: 'reference',
    },
    audit: auditRecords,
  },
  operations: {
    createKey: post('/{council}/access/keys', {
      summary: 'Make a key',
      description:
        'The answer holds the text of the key: keep it at once, only a hash of it is stored. A key can give only scopes that it has itself. Send an Idempotency-Key, so that a request whose answer was lost can be sent again: it answers the same key, and makes no second one.',
      access: manage,
      idempotent: 'optional',
      body: z.strictObject({
        label: Label,
        scopes: Scopes,
        expires: z.optional(described(LastDay, 'Last day on which the key works; a year from today unless told.')),
        dailyQuota: z._default(DailyQuota, 100_000),
        host: Host,
      }),
      returns: created(NewKey, '/{council}/access/keys/{keyId}'),
      problems: [ScopeNotHeld, HostOnly],
    }),
    listKeys: get('/{council}/access/keys', {
      summary: 'The council’s keys',
      description: 'In the order of their ids, expired and revoked ones too, without their text.',
      access: manage,
      query: z.strictObject({
        host: Host,
        limit: z._default(described(z.int().check(z.minimum(1), z.maximum(100)), 'Most keys in one answer.'), 100),
        cursor: z.optional(
          described(z.string().check(z.maxLength(1000)), 'From the page before; left out for the first page.'),
        ),
      }),
      returns: page(
        z.object({
          keys: described(z.array(Key), 'The keys.'),
          cursor: z.optional(described(z.string(), 'For the next page. Absent on the last.')),
        }),
      ),
      problems: [HostOnly],
    }),
    getKey: get('/{council}/access/keys/{keyId}', {
      summary: 'One key',
      description: 'What it may do, until when, and whether it still works; not its text.',
      access: manage,
      params,
      returns: ok(Key),
      problems: [KeyNotFound],
    }),
    changeKey: patch('/{council}/access/keys/{keyId}', {
      summary: 'Change a key’s label, expiry or quota',
      description: 'What is left out stays as it is. Takes effect within a minute.',
      access: manage,
      params,
      body: z.strictObject({
        label: z.optional(Label),
        expires: z.optional(described(LastDay, 'Last day on which the key works.')),
        dailyQuota: z.optional(DailyQuota),
      }),
      returns: ok(Key),
      problems: [KeyNotFound],
    }),
    rotateKey: post('/{council}/access/keys/{keyId}/rotate', {
      summary: 'Replace a key by a new one',
      description:
        'The new key may do the same. Both work for the days of `overlapDays`, in which the system that calls is given the new one; then the old one expires. The answer holds the text of the new key, once.',
      access: manage,
      idempotent: 'optional',
      params,
      body: z.strictObject({
        overlapDays: z._default(
          described(z.int().check(z.minimum(0), z.maximum(90)), 'How many days the old key still works.'),
          7,
        ),
        expires: z.optional(described(LastDay, 'Last day on which the new key works; a year from today unless told.')),
      }),
      returns: created(NewKey, '/{council}/access/keys/{keyId}'),
      problems: [KeyNotFound, KeyNotReplaceable, ScopeNotHeld],
    }),
    revokeKey: del('/{council}/access/keys/{keyId}', {
      summary: 'Revoke a key',
      description: 'For good, within a minute. Revoking it again changes nothing.',
      access: manage,
      params,
      returns: ok(Key),
      problems: [KeyNotFound],
    }),
    findPersonInAccess: post('/{council}/access/people/find', findPerson('access:people')),
    forgetPersonInAccess: post('/{council}/access/people/forget', forgetPerson('access:people')),
    listAudit: get('/{council}/access/audit', {
      summary: 'Who made, changed and revoked keys',
      description: 'The newest first. An entry is written together with its change, and is never changed or removed.',
      access: auditors,
      query: z.strictObject({ host: Host, ...auditQuery }),
      returns: auditPage,
      problems: [HostOnly],
    }),
  },
});
