/**
 * Where an answer is kept, and how: readable only with the idempotency key and the text of the caller's key, neither of which is
 * stored. So an answer may hold a secret or personal data, and the table shows nothing of it (docs/decisions/0009).
 */
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** JSON with the fields of every object in order. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  ) ?? '';

const derived = (secret: string, purpose: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));

export interface Asked {
  readonly council: string;
  /** Id of the caller's key. */
  readonly keyId: string;
  readonly operation: string;
  readonly idempotencyKey: string;
  /** Text of the caller's key, if it has one. */
  readonly token: string;
}

/** The same for the same caller, operation and idempotency key; two callers never meet, whatever they send. */
export const placeOf = ({ council, keyId, operation, idempotencyKey }: Asked): { pk: string; sk: string } => {
  const id = createHash('sha256')
    .update(JSON.stringify([keyId, operation, idempotencyKey]))
    .digest('base64url');
  return { pk: `${council}#IDEMPOTENCY#${id}`, sk: 'ANSWER' };
};

/** Tells two payloads apart. Keyed, because a payload with little in it could be found again from a plain hash. */
export const fingerprintOf = ({ idempotencyKey }: Asked, input: unknown): string =>
  createHmac('sha256', derived(idempotencyKey, 'fingerprint')).update(canonical(input)).digest('base64url');

const sealingKey = ({ token, idempotencyKey }: Asked): Buffer =>
  derived(JSON.stringify([token, idempotencyKey]), 'answer');

const [ivBytes, tagBytes] = [12, 16];

export const seal = (asked: Asked, value: unknown): Uint8Array => {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', sealingKey(asked), iv).setAAD(Buffer.from(placeOf(asked).pk));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
};

/** `undefined` for who has another text of the key than the one it was sealed with. */
export const unseal = (asked: Asked, sealed: Uint8Array): unknown => {
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(asked), sealed.subarray(0, ivBytes))
    .setAAD(Buffer.from(placeOf(asked).pk))
    .setAuthTag(sealed.subarray(ivBytes, ivBytes + tagBytes));
  try {
    const text = Buffer.concat([decipher.update(sealed.subarray(ivBytes + tagBytes)), decipher.final()]);
    return JSON.parse(text.toString('utf8'));
  } catch {
    return undefined;
  }
};
