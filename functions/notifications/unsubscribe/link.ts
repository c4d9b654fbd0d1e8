/** Unsubscribe links: what they stand for is in them, sealed, so that they work as long as the email is kept. */
import { timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import type { ContactKeys } from '../contacts/hash.ts';
import { Language, Purpose } from '../contract/fields.ts';

const Link = z.tuple([z.string(), Purpose, Language]);

export interface UnsubscribeLink {
  /** Keyed hash of the email address. */
  readonly contact: string;
  readonly purpose: string;
  readonly language: Language;
}

export const linkToken = async (
  keys: ContactKeys,
  council: string,
  { contact, purpose, language }: UnsubscribeLink,
) => {
  const text = Buffer.from(JSON.stringify([contact, purpose, language])).toString('base64url');
  return `${text}.${await keys.seal(council, text)}`;
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
};

/** `undefined` for what is no link of this council's. */
export const openLink = async (
  keys: ContactKeys,
  council: string,
  token: string,
): Promise<UnsubscribeLink | undefined> => {
  const [text = '', seal = ''] = token.split('.');
  const expected = Buffer.from(await keys.seal(council, text));
  const given = Buffer.from(seal);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  const link = z.safeParse(Link, parse(text));
  if (!link.success) return undefined;
  const [contact, purpose, language] = link.data;
  return { contact, purpose, language };
};
