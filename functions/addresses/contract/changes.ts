/** Following the gazetteer from version to version. */
import * as z from 'zod/mini';
import { described, get, named, page, problem, Uprn, Usrn } from '#shared/contract/index.ts';
import { Address, Dataset, Street } from './address.ts';
import { NothingLoaded, read } from './lookup.ts';

export class CopyAgain extends problem({
  slug: 'copy-again',
  status: 410,
  title: 'What changed since that version cannot be told any more',
  advice:
    'Ask with “since=0”, follow the pages to the last, and put what they hold in the place of your copy. Ask at least as often as the council loads its gazetteer.',
}) {}

const Change = named(
  z.object({
    change: described(
      z.enum(['added', 'changed', 'removed']),
      'What became of it. `added` and `changed` carry the whole record; `removed` its number alone.',
    ),
    uprn: z.optional(Uprn),
    address: z.optional(Address),
    usrn: z.optional(Usrn),
    street: z.optional(Street),
  }),
  { id: 'AddressChange', description: 'What became of an address (`uprn`), or of a street (`usrn`).' },
);
export type Change = z.infer<typeof Change>;

export const changeOperations = {
  listAddressChanges: get('/{council}/addresses/changes', {
    summary: 'What changed since a version of the gazetteer',
    description:
      'For a copy that follows the gazetteer. The first time leave out `since`: everything is `added`, whatever its status. Follow the pages to the last, keep `dataset`, and ask with it as `since` from then on. A page can be empty and have a `cursor` all the same. A change may come twice, and applying it twice does no harm. All pages are about the same two versions, though another goes live meanwhile. After a rollback `since` may be the higher number.',
    access: read,
    query: z.strictObject({
      since: z._default(
        described(
          z.int().check(z.minimum(0), z.maximum(9_999_999)),
          'The `dataset` that the copy is at. 0: there is no copy yet.',
          0,
        ),
        0,
      ),
      limit: z._default(described(z.int().check(z.minimum(1), z.maximum(500)), 'Most changes in one answer.'), 500),
      cursor: z.optional(
        described(z.string().check(z.maxLength(1000)), 'From the page before; left out for the first page.'),
      ),
    }),
    returns: page(
      z.object({
        since: described(z.int(), 'Version that the changes lead from; 0 for none.', 6),
        dataset: Dataset,
        changes: described(z.array(Change), 'In no order. What was removed comes last.'),
        cursor: z.optional(described(z.string(), 'For the next page. Absent on the last.')),
      }),
    ),
    problems: [CopyAgain, NothingLoaded],
  }),
};
