/** References that people read out: without letters that look or sound like digits (Crockford's base 32). */
import { randomInt } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export const newReference = (prefix: string): string =>
  `${prefix}-${Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)]).join('')}`;
