/** Searching payments at the stand-in: all that is asked for has to match, page by page. */
import type { StandInPayment } from './account.ts';
import { type Answer, failure } from './rules.ts';
import { shownInLists } from './shapes.ts';

type Match = (payment: StandInPayment, wanted: string) => boolean;
const states = new Set(['created', 'started', 'submitted', 'capturable', 'success', 'failed', 'cancelled', 'error']);

const matches: Readonly<Record<string, Match>> = {
  reference: ({ reference }, wanted) => reference === wanted,
  email: ({ email }, wanted) => email === wanted,
  state: ({ state }, wanted) => state.status === wanted,
  from_date: ({ createdAt }, wanted) => createdAt >= Date.parse(wanted),
  to_date: ({ createdAt }, wanted) => createdAt < Date.parse(wanted),
};

const isPage = (most: number) => (text: string) => /^\d{1,9}$/.test(text) && Number(text) >= 1 && Number(text) <= most;
const isTime = (text: string) => !Number.isNaN(Date.parse(text));
const checks: Readonly<Record<string, (text: string) => boolean>> = {
  ...{ state: (text) => states.has(text), from_date: isTime, to_date: isTime },
  ...{ page: isPage(1e9), display_size: isPage(500) },
};

export const searched = (all: readonly StandInPayment[], query: URLSearchParams, base: string, now: number): Answer => {
  const given = [...query].filter(([, value]) => value !== '');
  const wrong = given.filter(([name, value]) => checks[name]?.(value) === false).map(([name]) => name);
  if (wrong.length > 0)
    return failure(422, 'P0401', `Invalid parameters: ${wrong.join(', ')}. See Public API documentation`);
  const found = all.filter((one) => given.every(([name, value]) => matches[name]?.(one, value) ?? true)).toReversed();
  const size = Number(query.get('display_size') || 500);
  const page = Number(query.get('page') || 1);
  const last = Math.max(1, Math.ceil(found.length / size));
  if (page > last) return failure(404, 'P0402', 'Page not found');
  const results = found.slice((page - 1) * size, page * size).map((one) => shownInLists(one, base, now));
  const link = (to: number) => {
    const there = new URLSearchParams(query);
    there.set('page', String(to));
    return { href: `${base}/v1/payments?${there}` };
  };
  const _links = {
    ...{ self: link(page), first_page: link(1), last_page: link(last) },
    ...(page > 1 && { prev_page: link(page - 1) }),
    ...(page < last && { next_page: link(page + 1) }),
  };
  return { status: 200, body: { total: found.length, count: results.length, page, results, _links } };
};
