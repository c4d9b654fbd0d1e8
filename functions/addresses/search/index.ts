/** What a batch adds to the search, and what is made once all of them are in. */
import type { Whole } from '#shared/datasets/collection.ts';
import type { Item } from '#shared/dynamodb/expression.ts';
import type { GazetteerAddress } from '../contract/gazetteer.ts';
import { part, premisesKey } from '../keys.ts';
import { IndexBuild } from './build.ts';
import { Gatherer } from './corpus.ts';
import { fragmentsPartition } from './layout.ts';
import { placePack, placesOf, premisesOf, premisesPack } from './places.ts';

const fragmentKey = (prefix: string, batch: number) => ({ pk: fragmentsPartition(prefix), sk: part(batch) });

/** A batch's places, and the premises of each street. */
export const searchItems = (prefix: string, batch: number, addresses: readonly GazetteerAddress[]): Item[] => [
  { ...fragmentKey(prefix, batch), data: placePack.pack(placesOf(addresses)) },
  ...[...premisesOf(addresses)].map(([street, premises]) => ({
    ...premisesKey(prefix, street, batch),
    data: premisesPack.pack(premises),
  })),
];

export const searchIndex: Whole = {
  part: fragmentKey,
  gather: (prefix) => {
    const gatherer = new Gatherer();
    return {
      add: ({ data }) => gatherer.add(data),
      build: () => new IndexBuild(prefix, gatherer.corpus()),
    };
  },
};
