import type { Handlers, Request } from '#shared/contract/capability.ts';
import { makeCursor, openCursor } from '#shared/http/cursor.ts';
import { Entry, SampleThingsEntryChanged, SampleThingsEntryNotFound, type sampleThings } from './contract.ts';
import type { EntryStore } from './store.ts';

export interface Dependencies {
  readonly store: EntryStore;
  readonly clock: () => number;
}

type Operations = (typeof sampleThings)['operations'];

const list = async ({ store }: Dependencies, { council, query }: Request<Operations['listSampleThings']>) => {
  const binding = [council, 'listSampleThings'];
  const { entries, more } = await store.list(council, query.limit, openCursor(Entry.shape.id, binding, query.cursor));
  const last = entries.at(-1);
  return { entries, ...(more && last && { cursor: makeCursor(binding, last.id) }) };
};

const find = async ({ store }: Dependencies, { council, params }: Request<Operations['getSampleThingsEntry']>) => {
  const entry = await store.find(council, params.id);
  if (!entry) throw new SampleThingsEntryNotFound(`The council has no entry “${params.id}”.`);
  return entry;
};

const write = async (
  { store, clock }: Dependencies,
  { council, params, body }: Request<Operations['putSampleThingsEntry']>,
) => {
  const wanted: Entry = {
    id: params.id,
    title: body.title,
    version: body.version + 1,
    updatedAt: new Date(clock()).toISOString(),
  };
  const { written, current } = await store.write(council, wanted);
  if (written) return wanted;
  // The same request, sent again by a caller who did not see the first answer.
  if (current?.version === wanted.version && current.title === wanted.title) return current;
  throw new SampleThingsEntryChanged(
    current ? `The entry is at version ${current.version} by now.` : 'The entry is not there: make it with version 0.',
  );
};

export const handlers = (dependencies: Dependencies): Handlers<typeof sampleThings> => ({
  listSampleThings: (request) => list(dependencies, request),
  getSampleThingsEntry: (request) => find(dependencies, request),
  putSampleThingsEntry: (request) => write(dependencies, request),
});
