/**
 * Cursors of paged lists. One says where to go on, bound to the council, the list and the query it was made for, so that it
 * cannot be used on another. The binding is not a secret: stores build every partition key from the council in the path, so a
 * forged cursor shows nothing that the caller could not list anyway, and it never holds a database key.
 */
import { createHash } from 'node:crypto';
import { InvalidCursor } from '#shared/contract/problems.ts';

const seal = (binding: readonly unknown[], position: string): string =>
  createHash('sha256')
    .update(JSON.stringify([...binding, position]))
    .digest('base64url')
    .slice(0, 16);

/** `binding`: council, name of the list, and the query without its cursor and limit. */
export const makeCursor = (binding: readonly unknown[], position: unknown): string => {
  const text = JSON.stringify(position);
  return `${Buffer.from(text).toString('base64url')}.${seal(binding, text)}`;
};

/** The position in a cursor, or `undefined` without one. Throws `InvalidCursor`. */
export const openCursor = <T>(binding: readonly unknown[], cursor: string | undefined): T | undefined => {
  if (cursor === undefined) return undefined;
  const [encoded = '', sealed] = cursor.split('.');
  const text = Buffer.from(encoded, 'base64url').toString('utf8');
  if (seal(binding, text) !== sealed)
    throw new InvalidCursor('The cursor was not given for this list of this council.');
  return JSON.parse(text);
};
