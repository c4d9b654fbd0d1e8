import type { Request } from '#shared/contract/capability.ts';
import { InvalidRequest } from '#shared/contract/problems.ts';
import { londonDay } from '#shared/london.ts';
import { mostEvents, mostLeft } from '../contract/suppliers.ts';
import type { waste } from '../contract.ts';
import type { Dependencies } from '../handlers.ts';
import type { Adapted } from './adapter.ts';
import { fromBartec } from './bartec.ts';
import { fromEcho } from './echo.ts';
import { fromWhitespace } from './whitespace.ts';
import { type Words, wordsOf } from './words.ts';

type Operations = (typeof waste)['operations'];

const tell = async ({ store, clock }: Dependencies, council: string, adapt: (words: Words, now: string) => Adapted) => {
  const now = clock();
  const { words } = await store.tables(council);
  const { events, left } = adapt(wordsOf(words.suppliers), new Date(now).toISOString());
  if (events.length > mostEvents) {
    const detail = `tells of ${events.length} events: send what tells of at most ${mostEvents} at a time`;
    throw new InvalidRequest(`“answers” ${detail}.`, { errors: [{ detail, pointer: '#/answers', in: 'body' }] });
  }
  const taken = await store.tellEvents(council, events, londonDay(now));
  return { taken, known: events.length - taken, left: { total: left.length, first: left.slice(0, mostLeft) } };
};

export const supplierHandlers = (dependencies: Dependencies) => ({
  tellBartec: ({ council, body: { answers } }: Request<Operations['tellBartec']>) =>
    tell(dependencies, council, (...told) => fromBartec(answers, ...told)),
  tellWhitespace: ({ council, body: { answers } }: Request<Operations['tellWhitespace']>) =>
    tell(dependencies, council, (...told) => fromWhitespace(answers, ...told)),
  tellEcho: ({ council, body: { answers } }: Request<Operations['tellEcho']>) =>
    tell(dependencies, council, (...told) => fromEcho(answers, ...told)),
});
