/** What the stand-in keeps. */
import { builtIn, type KeyType, type StandInTemplate } from './keys.ts';
import { type Limits, limiter, usualLimits } from './limits.ts';
import { type Sent, sevenDays } from './notifications.ts';
import type { callbackQueue } from './receipts.ts';
import { invalid, notFound } from './refusals.ts';

export interface Text {
  readonly id: string;
  readonly council: string;
  readonly from: string;
  readonly message: string;
  readonly at: number;
}

export interface Asker {
  readonly council: string;
  readonly type: KeyType;
}

export interface Parts {
  readonly clock: () => number;
  readonly url: () => string;
  readonly queue: ReturnType<typeof callbackQueue>;
}

export interface State extends Parts {
  readonly limits: Limits;
  readonly count: ReturnType<typeof limiter>['count'];
  readonly sent: Sent[];
  readonly texts: Text[];
  readonly added: Map<string, StandInTemplate[]>;
}

export const newState = (parts: Parts): State => {
  const limits = usualLimits();
  return { ...parts, limits, ...limiter(limits), sent: [], texts: [], added: new Map() };
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Throws `Refusal`. */
export const checkId = (id: string): void => {
  if (!uuid.test(id)) throw invalid('id is not a valid UUID');
};

export const templatesOf = ({ added }: State, council: string): StandInTemplate[] => [
  ...builtIn,
  ...(added.get(council) ?? []),
];

/** Throws `Refusal`. */
export const templateWith = (state: State, council: string, id: string): StandInTemplate => {
  checkId(id);
  const found = templatesOf(state, council).find((one) => one.id === id);
  if (!found) throw notFound();
  return found;
};

/** What has not been forgotten, the latest first. */
export const known = ({ sent, clock }: State, { council }: Asker): Sent[] =>
  sent.filter((one) => one.council === council && clock() - one.createdAt < sevenDays).reverse();
