/** Takes a message: decides how it goes, and writes it down together with the event by which it is sent. */
import type { Request } from '#shared/contract/capability.ts';
import type { ContactKeys } from '../contacts/hash.ts';
import { channels as allChannels, type Channel } from '../contract/fields.ts';
import { NoPublicAddress, NoTemplate } from '../contract/messages.ts';
import type { PurposeTemplates } from '../contract/templates.ts';
import type { notifications } from '../contract.ts';
import { type NotifyProviders, providerOf } from '../notify/connected.ts';
import type { TemplateStore } from '../templates/store.ts';
import { type Kept, type Progress, shown } from './kept.ts';
import type { MessageStore } from './store.ts';

export interface MessageDependencies {
  readonly providers: NotifyProviders;
  readonly templates: TemplateStore;
  readonly messages: MessageStore;
  readonly keys: ContactKeys;
  readonly clock: () => number;
  /** A new id, in order of time. */
  readonly newId: (at: number) => string;
}

type SendRequest = Request<(typeof notifications)['operations']['sendMessage']>;
type Body = SendRequest['body'];

/** Those that are asked for; else each that can be, and letters only where nothing else can. */
const chosen = ({ channels, to }: Body, templates: PurposeTemplates | undefined): readonly Channel[] => {
  if (channels) return channels;
  const contacts = { email: to.email, sms: to.phone, letter: to.address };
  const possible = allChannels.filter((channel) => contacts[channel] !== undefined && templates?.[channel]);
  const quick = possible.filter((channel) => channel !== 'letter');
  return quick.length > 0 ? quick : possible;
};

const progressOf = (
  templates: PurposeTemplates | undefined,
  channel: Channel,
  language: 'en' | 'cy',
  at: number,
): Progress => {
  const ids = templates?.[channel];
  const queuedAt = new Date(at).toISOString();
  const none = { round: 1, attempts: 0, queuedAt };
  if (!ids) return { ...none, status: 'failed', reason: 'no_template', language, finishedAt: queuedAt };
  const template = ids[language];
  return { ...none, status: 'queued', language: template ? language : 'en', template: template ?? ids.en, dueAt: at };
};

/** Throws `NoTemplate`. */
const progresses = ({ purpose, ...body }: Body, templates: PurposeTemplates | undefined, at: number) => {
  const wanted = chosen({ purpose, ...body }, templates);
  const all = wanted.map((channel) => [channel, progressOf(templates, channel, body.language, at)] as const);
  if (all.some(([, { template }]) => template)) return Object.fromEntries(all) as Kept['channels'];
  throw new NoTemplate(`The council has no template for ${purpose} that fits the contacts and channels.`);
};

/** Capabilities call each other at no address that a resident could reach. */
const isInternal = (origin: string): boolean => origin.endsWith('.invalid');

/** Throws `NoPublicAddress`. */
const publicUrlFor = (subscription: boolean, publicUrl: string | undefined, origin: string): string | undefined => {
  const url = publicUrl ?? (isInternal(origin) ? undefined : origin);
  if (!subscription || url) return url;
  throw new NoPublicAddress('The settings of GOV.UK Notify have no “publicUrl”.');
};

/** What is not needed is not kept. */
const used = ({ email, phone, address }: Body['to'], wanted: Kept['channels']): Body['to'] => ({
  ...(wanted.email && email !== undefined && { email }),
  ...(wanted.sms && phone !== undefined && { phone }),
  ...(wanted.letter && address !== undefined && { address }),
});

export const sendMessage = async (dependencies: MessageDependencies, request: SendRequest) => {
  const { council, body, origin, idempotency } = request;
  const { messages, templates, keys, clock, newId } = dependencies;
  const { purpose, language, to, personalisation, about, subscription } = body;
  const { settings } = providerOf(dependencies, council);
  const publicUrl = publicUrlFor(subscription, settings.publicUrl, origin);
  const { purposes } = await templates.read(council);
  const at = clock();
  const channels = progresses(body, Object.hasOwn(purposes, purpose) ? purposes[purpose] : undefined, at);
  const kept: Kept = {
    ...{ message: newId(at), purpose, language, subscription, version: 1, channels },
    ...(about && { about }),
    createdAt: new Date(at).toISOString(),
    contacts: await keys.hashes(council, to),
  };
  const content = { to: used(to, channels), personalisation, ...(publicUrl && { publicUrl }) };
  return idempotency.answer(shown(kept), (note) => messages.add(council, kept, content, note));
};
