/**
 * Cursors of paged lists. One says where to go on, bound to the council, the list and the query it was made for, so that it
 * cannot be used on another. The binding is not a secret: stores build every partition key from the council in the path, so a
 * forged cursor shows nothing that the caller could not list anyway, and it never holds a database key.
 */
import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
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

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The position in a cursor, or `undefined` without one. Throws `InvalidCursor`. */
export const openCursor = <S extends z.core.$ZodType>(
  schema: S,
  binding: readonly unknown[],
  cursor: string | undefined,
): z.output<S> | undefined => {
  if (cursor === undefined) return undefined;
  const [encoded = '', sealed] = cursor.split('.');
  const text = Buffer.from(encoded, 'base64url').toString('utf8');
  // Whoever reads this file can seal what they like: the position is checked as any other input.
  const position = z.safeParse(schema, parse(text));
  if (seal(binding, text) !== sealed || !position.success)
    throw new InvalidCursor('The cursor was not given for this list of this council.');
  return position.data;
};
