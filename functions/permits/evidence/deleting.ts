/** Files go some time after the decision; what staff made of them stays. */
import { type Changing, changing } from '../applications/changing.ts';
import { isClosed } from '../applications/journey.ts';
import type { FileStore } from './files.ts';

export interface EvidenceDependencies extends Changing {
  readonly files: FileStore;
}

/** The files first: what breaks after that is found again. */
export const deleteFiles = async (
  { files, ...dependencies }: EvidenceDependencies,
  council: string,
  reference: string,
) => {
  const there = await dependencies.journeys.find(council, reference);
  if (there && isClosed(there.application.status)) await files.removeAll(council, reference);
  await changing(dependencies, council, reference, (before, at) => {
    const { application } = before;
    if (!isClosed(application.status)) return before;
    const deletedAt = new Date(at).toISOString();
    const evidence = application.evidence.map((one) => (one.bytes && !one.deletedAt ? { ...one, deletedAt } : one));
    return { ...before, application: { ...application, evidence, filesGone: true } };
  });
};
