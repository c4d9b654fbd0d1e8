/** Cuts what was staged into the batches of a load, always in the same way: a broken load goes on with the same batches. */
import { type Batch, type Staged, Unreadable } from '#shared/datasets/importer.ts';
import type { Staging } from './staging.ts';

/** From 0.2 to 1 MB of JSON, well under the limit of a body. */
const addressesPerBatch = 500;
const remarksPerBatch = 2000;

/** Throws `Unreadable` when there is nothing to load. */
export const cutIntoBatches = (
  staging: Staging,
  { format, changes, counts }: Pick<Staged, 'format' | 'changes' | 'counts'>,
): Staged => {
  const [addresses, streets, remarks] = [
    staging.count('addresses'),
    staging.count('streets'),
    staging.count('remarks'),
  ];
  if (addresses === 0 && staging.count('remarks', "outcome = 'rejected'") === 0) {
    throw new Unreadable(`There are no addresses in the file${streets > 0 ? `, only ${streets} streets` : ''}.`);
  }
  staging.sort();
  const batches = Math.max(1, Math.ceil(addresses / addressesPerBatch), Math.ceil(remarks / remarksPerBatch));
  const streetsPerBatch = Math.ceil(streets / batches);
  return {
    format,
    fingerprint: staging.digest(),
    changes,
    batches,
    counts,
    remarks: { [Symbol.iterator]: () => staging.remarks() },
    batch: (number): Batch => ({
      records: {
        addresses: staging.slice('sorted', number * addressesPerBatch, (number + 1) * addressesPerBatch),
        streets: staging.slice('sorted_streets', number * streetsPerBatch, (number + 1) * streetsPerBatch),
      },
      remarks: [...staging.remarks(number * remarksPerBatch, (number + 1) * remarksPerBatch)],
      counts: number === 0 ? counts : {},
    }),
    close: () => staging.close(),
  };
};
