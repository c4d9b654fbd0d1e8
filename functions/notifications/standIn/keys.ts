/** Services, keys and built-in templates of the stand-in: the same each time for a council. */
import { createHash } from 'node:crypto';

const hash = (text: string): string => createHash('sha256').update(`notify ${text}`).digest('hex');

/** A UUID of version 4 by its form. */
export const uuidOf = (text: string): string => {
  const hex = hash(text);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

export const keyTypes = ['test', 'team', 'live'] as const;
export type KeyType = (typeof keyTypes)[number];

export const serviceOf = (council: string): string => uuidOf(`service ${council}`);
export const secretOf = (council: string, type: KeyType): string => uuidOf(`key ${council} ${type}`);
export const apiKeyOf = (council: string, type: KeyType = 'test'): string =>
  `${type}-key-of-${council}-${serviceOf(council)}-${secretOf(council, type)}`;
export const callbackTokenOf = (council: string): string => hash(`callback ${council}`).slice(0, 40);

export type MessageType = 'email' | 'sms' | 'letter';

export interface StandInTemplate {
  readonly id: string;
  readonly name: string;
  readonly type: MessageType;
  readonly subject?: string;
  readonly body: string;
  readonly version: number;
}

const both = (type: MessageType, en: readonly [string, string], cy: readonly [string, string]) =>
  Object.entries({ en, cy }).map(([language, [subject, body]]) => ({
    id: templateOf(type, language),
    name: `Example (${type}, ${language})`,
    type,
    ...(type !== 'sms' && { subject }),
    body,
    version: 1,
  }));

/** Id of the template that every service has, to try things with. */
export const templateOf = (type: string, language = 'en'): string => uuidOf(`template ${type} ${language}`);

export const builtIn: readonly StandInTemplate[] = [
  ...both(
    'email',
    ['About ((reference))', 'Dear ((first_name)),\n\nthis is about ((reference)).'],
    ['Ynglŷn â ((reference))', 'Annwyl ((first_name)),\n\nmae hyn ynglŷn â ((reference)).'],
  ),
  ...both('sms', ['', 'Your reference is ((reference)).'], ['', 'Eich cyfeirnod yw ((reference)).']),
  ...both(
    'letter',
    ['About ((reference))', 'Dear ((first_name)), this is about ((reference)).'],
    ['Ynglŷn â ((reference))', 'Annwyl ((first_name)), mae hyn ynglŷn â ((reference)).'],
  ),
];
