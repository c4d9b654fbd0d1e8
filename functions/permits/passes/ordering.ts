/** Cards that are ordered of the bureau: each approved pass in one batch, as often as the batch is read. */
import type { Request } from '#shared/contract/capability.ts';
import { Unavailable } from '#shared/contract/problems.ts';
import { inParallel } from '#shared/dynamodb/retry.ts';
import { londonDay } from '#shared/london.ts';
import type { Card } from '../contract/passCardOperations.ts';
import { NothingToProduce, PassBatchNotFound } from '../contract/passFields.ts';
import type { passOperations } from '../contract/passOperations.ts';
import type { Batch } from './batchStore.ts';
import { changed, changing, notReady } from './changing.ts';
import { photoOf } from './evidence.ts';
import { type KeptPass, shown } from './items.ts';
import type { PassDependencies } from './ports.ts';

type Operations = typeof passOperations;

const mostPasses = 500;
/** Three writes each, of the hundred of a transaction. */
const together = 25;

/** Puts passes into the batch: all or none of them. */
const put = async (dependencies: PassDependencies, council: string, { batch }: Batch, some: readonly KeptPass[]) => {
  const { passes, passBatches, clock } = dependencies;
  const at = clock();
  const changes = some.map((before, i) => ({
    before,
    after: changed(before, { status: 'in_production', batch, reasons: [] }, at),
    writes: [
      passBatches.member(council, batch, before.pass, at),
      ...(i === 0 ? [passBatches.counting(council, batch, some.length)] : []),
    ],
  }));
  return (await passes.write(council, changes, { at })) === undefined;
};

/** One that changed meanwhile keeps no other back: it comes into the next batch. */
const fill = async (dependencies: PassDependencies, council: string, batch: Batch, waiting: readonly KeptPass[]) => {
  for (let i = 0; i < waiting.length; i += together) {
    const some = waiting.slice(i, i + together);
    if (await put(dependencies, council, batch, some)) continue;
    for (const one of some) await put(dependencies, council, batch, [one]);
  }
};

class Again extends Error {}

export const makePassBatch = async (
  dependencies: PassDependencies,
  { council, idempotency }: Request<Operations['makePassBatch']>,
) => {
  const { passBatches, passLists, clock } = dependencies;
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const today = londonDay(clock());
    const listed = await passLists.approved(council, mostPasses);
    const opened = await passBatches.open(council, clock());
    await fill(
      dependencies,
      council,
      opened,
      listed.filter((one) => shown(one, today).status === 'approved'),
    );
    const filled = (await passBatches.find(council, opened.batch)) ?? opened;
    if (!filled.isOpen) continue;
    if (filled.passes === 0) throw new NothingToProduce('No pass is approved and without a card.');
    const { isOpen: _, ...summary } = filled;
    try {
      return await idempotency.answer(summary, async (note) => {
        if (!(await passBatches.close(council, filled, note))) throw new Again();
      });
    } catch (error) {
      if (!(error instanceof Again)) throw error;
    }
  }
  throw new Unavailable('Others make batches at the same moment.', { headers: { 'retry-after': '1' } });
};

const photoIn = (pass: KeptPass): string => {
  const photo = photoOf(pass);
  if (photo?.how === 'previous') return pass.replaces ?? pass.renews ?? 'post';
  return photo?.how === 'upload' ? pass.pass : 'post';
};

const cardOf = async (
  { passes, passPeople }: PassDependencies,
  council: string,
  batch: number,
  reference: string,
): Promise<Card | undefined> => {
  const [pass, contact] = await Promise.all([passes.find(council, reference), passPeople.contact(council, reference)]);
  if (pass?.status !== 'in_production' || pass.batch !== batch || !contact) return undefined;
  const { kind, category, companion = false, starts = '', ends = '', replaces } = pass;
  const { name, address } = contact;
  return {
    ...{ pass: reference, name, lines: address.lines, postcode: address.postcode, kind, companion, starts, ends },
    ...{ photo: photoIn(pass), ...(category && { category }), ...(replaces && { replaces }) },
  };
};

export const getPassBatch = async (
  dependencies: PassDependencies,
  { council, params }: Request<Operations['getPassBatch']>,
) => {
  const number = Number(params.batch);
  const batch = await dependencies.passBatches.find(council, number);
  if (!batch || batch.isOpen) throw new PassBatchNotFound(`The council has no batch ${number}.`);
  const members = await dependencies.passBatches.members(council, number);
  const cards = new Map<string, Card>();
  await inParallel(members, 16, async (pass) => {
    const card = await cardOf(dependencies, council, number, pass);
    if (card) cards.set(pass, card);
  });
  const inOrder = members.flatMap((pass) => cards.get(pass) ?? []);
  return { batch: number, passes: batch.passes, at: batch.at, cards: inOrder };
};

export const retryPassProduction = async (
  dependencies: PassDependencies,
  { council, params: { pass } }: Request<Operations['retryPassProduction']>,
) => {
  await changing(dependencies, { council, pass }, (before, at) => {
    if (before.status === 'approved') return undefined;
    if (before.status !== 'not_produced') throw notReady(before, 'ordered again');
    return [{ before, after: changed(before, { status: 'approved', reasons: [] }, at) }];
  });
  return { pass };
};
