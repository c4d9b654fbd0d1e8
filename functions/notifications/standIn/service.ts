/** GOV.UK Notify's answers: takes messages, keeps them for 7 days, and tells how they are. */
import { randomUUID } from 'node:crypto';
import type { MessageType, StandInTemplate } from './keys.ts';
import { sevenDays, shownSent, statusAt, zoned } from './notifications.ts';
import { badRequest, invalid, notFound, Refusal } from './refusals.ts';
import { send } from './sending.ts';
import { type Asker, checkId, known, newState, type Parts, type State, templatesOf, templateWith } from './state.ts';
import { render, shownTemplate } from './templates.ts';
import type { Body } from './validate.ts';

const perPage = 250;
const number = '07700900999';

const knownStatuses: ReadonlySet<string> = new Set(
  'created sending sent delivered pending temporary-failure permanent-failure technical-failure accepted received cancelled failed pending-virus-check virus-scan-failed validation-failed'.split(
    ' ',
  ),
);

const checkedQuery = (query: URLSearchParams) => {
  const type = query.get('template_type');
  if (type && !['sms', 'email', 'letter'].includes(type)) {
    throw invalid(`template_type ${type} is not one of [sms, email, letter]`);
  }
  const wanted = query.getAll('status');
  const wrong = wanted.find((one) => !knownStatuses.has(one));
  if (wrong) throw invalid(`status ${wrong} is not one of [${[...knownStatuses].join(', ')}]`);
  return { type, wanted, reference: query.get('reference'), olderThan: query.get('older_than') };
};

const find = (state: State, asker: Asker, id: string) => {
  checkId(id);
  const one = known(state, asker).find((each) => each.id === id);
  if (!one) throw notFound();
  return one;
};

const list = (state: State, asker: Asker, query: URLSearchParams) => {
  const { type, wanted, reference, olderThan } = checkedQuery(query);
  const [all, now, url] = [known(state, asker), state.clock(), state.url()];
  const found = all
    .slice(olderThan ? all.findIndex(({ id }) => id === olderThan) + 1 : 0)
    .filter((one) => (!type || one.type === type) && (reference === null || one.reference === reference))
    .filter((one) => wanted.length === 0 || wanted.includes(statusAt(one, now)));
  const page = found.slice(0, perPage);
  const next = new URLSearchParams(query);
  next.set('older_than', page.at(-1)?.id ?? '');
  return {
    notifications: page.map((one) => shownSent(one, now, url)),
    links: {
      current: `${url}/v2/notifications?${query}`,
      ...(found.length > perPage && { next: `${url}/v2/notifications?${next}` }),
    },
  };
};

const pdf = (state: State, asker: Asker, id: string): Uint8Array => {
  const one = find(state, asker, id);
  if (one.type !== 'letter') throw badRequest('Notification is not a letter');
  if (state.clock() - one.createdAt < 5000) {
    throw new Refusal(400, 'PDFNotReadyError', 'PDF not available yet, try again later');
  }
  return Buffer.from(`%PDF-1.4\n% ${one.body}\n%%EOF\n`);
};

const text = ({ texts, queue, clock }: State, council: string, from: string, message: string): void => {
  const one = { id: randomUUID(), council, from, message, at: clock() };
  texts.push(one);
  const body = { id: one.id, source_number: from, destination_number: number, message, date_received: zoned(one.at) };
  queue.add({ council, kind: 'received-texts', body: () => body });
};

const received = ({ texts, clock, url }: State, { council }: Asker, olderThan: string | null) => {
  const all = texts.filter((one) => one.council === council && clock() - one.at < sevenDays).reverse();
  const page = all.slice(all.findIndex(({ id }) => id === olderThan) + 1).slice(0, perPage);
  return {
    received_text_messages: page.map(({ id, from, message, at }) => ({
      ...{ id, created_at: zoned(at), service_id: council, notify_number: number, user_number: from, content: message },
    })),
    links: { current: `${url()}/v2/received-text-messages` },
  };
};

const preview = (state: State, council: string, id: string, { personalisation }: Body) => {
  const found = templateWith(state, council, id);
  const { subject, body } = render(found, personalisation);
  const html = found.type === 'email' ? `<p>${body}</p>` : null;
  return { id, type: found.type, version: found.version, body, html, subject: subject ?? null, postage: null };
};

const shown = (one: StandInTemplate) => shownTemplate(one, zoned(Date.UTC(2026, 0, 1)));

export const notifyService = (parts: Parts) => {
  const state = newState(parts);
  const { sent, limits, added, clock, url } = state;
  return {
    sent,
    limits,
    send: (asker: Asker, type: MessageType, body: Body) => send(state, asker, type, body),
    get: (asker: Asker, id: string) => shownSent(find(state, asker, id), clock(), url()),
    list: (asker: Asker, query: URLSearchParams) => list(state, asker, query),
    pdf: (asker: Asker, id: string) => pdf(state, asker, id),
    text: (council: string, from: string, message: string) => text(state, council, from, message),
    received: (asker: Asker, olderThan: string | null) => received(state, asker, olderThan),
    template: (council: string, id: string, version?: string) => {
      const found = templateWith(state, council, id);
      if (version !== undefined && Number(version) !== found.version) throw notFound();
      return shown(found);
    },
    templates: (council: string, type: string | null) => ({
      templates: templatesOf(state, council)
        .filter((one) => !type || one.type === type)
        .map(shown),
    }),
    preview: (council: string, id: string, body: Body) => preview(state, council, id, body),
    addTemplate: (council: string, one: StandInTemplate): void => {
      added.set(council, [...(added.get(council) ?? []).filter(({ id }) => id !== one.id), one]);
    },
  };
};
export type NotifyService = ReturnType<typeof notifyService>;
