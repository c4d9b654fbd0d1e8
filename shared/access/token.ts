/**
 * The text of a key: `cc_<keyId>_<secret><checksum>`. The prefix and the CRC-32 checksum let secret scanners recognise one
 * without asking us; the id finds its record; only the SHA-256 of the whole text is stored.
 */
import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const form = /^cc_([0-9A-Za-z]{10})_([0-9A-Za-z]{32})([0-9A-Za-z]{6})$/;

const randomText = (length: number): string =>
  Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');

const checksum = (text: string): string => {
  let rest = crc32(text);
  let digits = '';
  for (let i = 0; i < 6; i += 1) {
    digits = alphabet[rest % alphabet.length] + digits;
    rest = Math.floor(rest / alphabet.length);
  }
  return digits;
};

/** A new key. Its text is shown once and never stored. */
export const mintToken = (): { keyId: string; token: string } => {
  const keyId = randomText(10);
  const unsealed = `cc_${keyId}_${randomText(32)}`;
  return { keyId, token: `${unsealed}${checksum(unsealed)}` };
};

/** The key id in a token; `undefined` for anything that is not one of ours, down to a mistyped letter. */
export const keyIdOf = (token: string): string | undefined => {
  const match = form.exec(token);
  return match && checksum(token.slice(0, -6)) === match[3] ? match[1] : undefined;
};

export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** How somebody without a key is named in logs and audit trails, because an ARN or a subject can name the person. */
export const pseudonym = (kind: string, text: string): string => `${kind}-${hashToken(text).slice(0, 16)}`;

export const isTokenOf = (token: string, hash: string): boolean =>
  timingSafeEqual(Buffer.from(hashToken(token), 'hex'), Buffer.from(hash, 'hex'));
