/**
 * Stands in for GOV.UK Notify, as its documentation says that it behaves: keys, templates, errors, limits, statuses that move on with the
 * clock, callbacks and their retries. Nothing is sent anywhere; `/` shows what would have been.
 */
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { RunningStandIn, StandIn, StandInOptions } from '#shared/standIn.ts';
import { apiKeyOf, callbackTokenOf, type KeyType, type MessageType, type StandInTemplate } from './standIn/keys.ts';
import type { Sent } from './standIn/notifications.ts';
import { zoned } from './standIn/notifications.ts';
import { callbackQueue, type Posted } from './standIn/receipts.ts';
import { badRequest } from './standIn/refusals.ts';
import { type Fault, notifyServer } from './standIn/server.ts';
import { notifyService } from './standIn/service.ts';
import type { Body } from './standIn/validate.ts';

/** Those that were given secrets: a service is known by its id only. */
const councils = new Set<string>();

export interface NotifyControls {
  readonly sent: readonly Sent[];
  readonly callbacks: readonly Posted[];
  /** The next calls that send meet these, one each. */
  fail(...faults: readonly (Fault | undefined)[]): void;
  limit(limits: { readonly perMinute?: number; readonly daily?: Partial<Record<MessageType, number>> }): void;
  revoke(council: string, type: KeyType): void;
  allow(council: string, type: KeyType): void;
  /** Answers the id of the template. */
  addTemplate(council: string, template: Partial<StandInTemplate> & Pick<StandInTemplate, 'type' | 'body'>): string;
  /** How a message ends, unless it has ended. */
  decide(id: string, fate: string): void;
  complain(id: string): void;
  returnLetter(id: string): void;
  text(council: string, from: string, message: string): void;
  /** What was sent, for those who ask over HTTP. */
  list(): readonly Sent[];
  /** Posts what there is to tell by now. */
  flush(): Promise<void>;
}

const found = (sent: readonly Sent[], id: string): Sent => {
  const one = sent.find((each) => each.id === id);
  if (!one) throw badRequest('Nothing was sent with this id');
  return one;
};

interface Parts {
  readonly clock: () => number;
  readonly service: ReturnType<typeof notifyService>;
  readonly queue: ReturnType<typeof callbackQueue>;
  readonly faults: (Fault | undefined)[];
  readonly revoked: Set<string>;
}

const controlsOf = ({ clock, service, queue, faults, revoked }: Parts): NotifyControls => ({
  ...{ sent: service.sent, callbacks: queue.log, text: service.text, flush: queue.flush, list: () => service.sent },
  fail: (...wanted) => void faults.push(...wanted),
  limit: ({ perMinute, daily }) => {
    if (perMinute !== undefined) service.limits.perMinute = perMinute;
    Object.assign(service.limits.daily, daily);
  },
  revoke: (council, type) => void revoked.add(`${council} ${type}`),
  allow: (council, type) => void revoked.delete(`${council} ${type}`),
  addTemplate: (council, given) => {
    const template = { id: randomUUID(), name: 'Added', version: 1, ...given };
    service.addTemplate(council, template);
    return template.id;
  },
  decide: (id, fate) => {
    found(service.sent, id).fate = fate;
  },
  complain: (id) => {
    const { council, reference, to } = found(service.sent, id);
    const body = { notification_id: id, complaint_id: randomUUID(), reference, to, complaint_date: zoned(clock()) };
    queue.add({ council, kind: 'complaints', body: () => body });
  },
  returnLetter: (id) => {
    const { council, reference, createdAt, template } = found(service.sent, id);
    const body = { notification_id: id, reference, date_sent: zoned(createdAt), template_id: template.id };
    queue.add({ council, kind: 'returned-letters', body: () => body });
  },
});

/** The same over HTTP: `{"do": "text", "with": ["marlbeck", "447700900123", "STOP"]}`. */
const controlled =
  (controls: NotifyControls) =>
  async ({ do: name, with: given = [] }: Body): Promise<unknown> => {
    const control = Object.hasOwn(controls, String(name)) ? controls[String(name) as keyof NotifyControls] : undefined;
    if (typeof control !== 'function' || !Array.isArray(given)) throw badRequest(`There is no control “${name}”`);
    return { done: (await (control as (...args: unknown[]) => unknown)(...given)) ?? null };
  };

export interface NotifyStandIn extends RunningStandIn {
  readonly controls: NotifyControls;
}

/** `isTicking`: tells of what happens by itself; otherwise when `controls.flush` is called. */
export const startNotify = async (options: StandInOptions, isTicking = false): Promise<NotifyStandIn> => {
  const { clock, callbacks, port = 0 } = options;
  let url = '';
  const queue = callbackQueue({ clock, callbacks, tokenOf: callbackTokenOf });
  const service = notifyService({ clock, url: () => url, queue });
  const parts: Parts = { clock, service, queue, faults: [], revoked: new Set() };
  const controls = controlsOf(parts);
  const control = controlled(controls);
  const nextFault = () => parts.faults.shift();
  const server = notifyServer({ clock, service, councils, revoked: parts.revoked, nextFault, control });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ticking = isTicking ? setInterval(() => void queue.flush(), 500).unref() : undefined;
  const stop = async () => {
    clearInterval(ticking);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url, controls, stop };
};

export const secretsFor = (council: string) => {
  councils.add(council);
  return { 'api-key': apiKeyOf(council), 'callback-token': callbackTokenOf(council) };
};

export const standIn: StandIn = { secretsFor, start: (options) => startNotify(options, true) };
