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

type Words = readonly [subject: string, body: string];

const both = (kind: string, type: MessageType, en: Words, cy: Words) =>
  Object.entries({ en, cy }).map(([language, [subject, body]]) => ({
    id: templateOf(kind, language),
    name: `Example (${kind}, ${language})`,
    type,
    ...(type !== 'sms' && { subject }),
    body,
    version: 1,
  }));

/** Id of the template that every service has, to try things with: `news email` takes a name only. */
export const templateOf = (kind: string, language = 'en'): string => uuidOf(`template ${kind} ${language}`);

const newsEn = 'there is news of what you asked the council for.';
const newsCy = 'mae newyddion am yr hyn a ofynnoch i’r cyngor.';
const news = (['email', 'sms', 'letter'] as const).flatMap((type) =>
  both(
    `news ${type}`,
    type,
    ['News from the council', `Dear ((name)), ${newsEn}`],
    ['Newyddion gan y cyngor', `Annwyl ((name)), ${newsCy}`],
  ),
);

/** What letters that come as a PDF are listed with. */
export const precompiled: StandInTemplate = {
  ...{ id: templateOf('precompiled'), name: 'Pre-compiled PDF', type: 'letter', body: '', version: 1 },
};

export const builtIn: readonly StandInTemplate[] = [
  ...news,
  ...both(
    'email',
    'email',
    ['About ((reference))', 'Dear ((first_name)),\n\nthis is about ((reference)).'],
    ['Ynglŷn â ((reference))', 'Annwyl ((first_name)),\n\nmae hyn ynglŷn â ((reference)).'],
  ),
  ...both('sms', 'sms', ['', 'Your reference is ((reference)).'], ['', 'Eich cyfeirnod yw ((reference)).']),
  ...both(
    'letter',
    'letter',
    ['About ((reference))', 'Dear ((first_name)), this is about ((reference)).'],
    ['Ynglŷn â ((reference))', 'Annwyl ((first_name)), mae hyn ynglŷn â ((reference)).'],
  ),
];
