/**
 * Where an email address stands: under the hash of the address is which items of a table hold it, so that a person is found, and
 * forgotten, without reading everything.
 *
 *   <council>#PERSON#<hash>   <reference>#<sort key>   that this item of the reference holds the address
 */
import { createHash } from 'node:crypto';
import { InvalidRequest } from '#shared/contract/problems.ts';
import type { Write } from '#shared/dynamodb/expression.ts';

/** Each is a write of one transaction, which takes a hundred. */
const mostMentions = 40;
const erased = '[erased]';
const address = /[\w.+'-]+@[\w-]+(?:\.[\w-]+)+/g;

/** Email addresses in a text, in small letters, each once. */
export const emailsIn = (text: string): string[] => [
  ...new Set((text.match(address) ?? []).map((one) => one.toLowerCase())),
];

/** A value in which no text holds the address any more. */
export const withoutEmail = <T>(value: T, email: string): T =>
  JSON.parse(JSON.stringify(value), (_, one: unknown) =>
    typeof one === 'string'
      ? one.replaceAll(address, (found) => (found.toLowerCase() === email ? erased : found))
      : one,
  );

export const personPk = (council: string, email: string): string =>
  `${council}#PERSON#${createHash('sha256').update(`${council}#${email}`).digest('hex').slice(0, 32)}`;

const mentionedIn = (text: string): string[] => {
  const emails = emailsIn(text);
  if (emails.length <= mostMentions) return emails;
  const detail = `has ${emails.length} email addresses; at most ${mostMentions} can be kept`;
  throw new InvalidRequest(`The text ${detail}.`, { errors: [{ detail, pointer: '#', in: 'body' }] });
};

interface Place {
  /** Type of the pointer's item. */
  readonly type: string;
  readonly reference: string;
  readonly sk: string;
}

/** That an item holds these addresses. Throws `InvalidRequest`. */
export const pointerWrites = (
  council: string,
  { type, reference, sk }: Place,
  text: string,
  expiresAt: number,
): Write[] =>
  mentionedIn(text).map((email) => ({
    put: { pk: personPk(council, email), sk: `${reference}#${sk}`, type, reference, of: sk, expiresAt },
  }));
