/** Ids that finance reads and nobody guesses, and what a payer brings back. Without letters that look or sound like digits. */
import { createHash, randomBytes, randomInt } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export const newId = (prefix: 'PY' | 'RF'): string =>
  `${prefix}-${Array.from({ length: 12 }, () => alphabet[randomInt(alphabet.length)]).join('')}`;

export const newToken = (): string => randomBytes(32).toString('base64url');
/** What is kept of a token. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');
