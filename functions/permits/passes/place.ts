/** The one place that a person has: which pass holds it, and who gets it afterwards. */
import type { Write } from '#shared/dynamodb/expression.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import { heldUntil, holding, isEnded, isLatest, isUndecided, type KeptPass, keptIn, oneKey, passKey } from './items.ts';
import type { Change } from './store.ts';
import { addDays, endOf } from './validity.ts';

/** The pass before takes the place again of one that was never granted. */
const handedBack = (council: string, { pass, replaces, renews, starts, ends, holder }: KeptPass) => {
  const former = replaces ?? renews;
  const last = replaces ? ends : starts && addDays(starts, -1);
  if (!former || !last) return undefined;
  const link = replaces ? 'replacedBy' : 'renewedBy';
  return [
    {
      update: oneKey(council, holder),
      set: {
        text: 'SET #pass = :former, #until = :until',
        names: { '#pass': 'pass', '#until': 'until' },
        values: { ':former': former, ':until': endOf(last) },
      },
      condition: { text: '#pass = :mine', names: { '#pass': 'pass' }, values: { ':mine': pass } },
    },
    {
      update: passKey(council, former),
      set: {
        text: 'SET #version = #version + :one REMOVE #link',
        names: { '#version': 'version', '#link': link },
        values: { ':one': 1 },
      },
      condition: { text: '#mine = :mine', names: { '#mine': link }, values: { ':mine': pass } },
    },
  ] satisfies Write[];
};

/** What becomes of the person's place. Once it is another's it is left alone. */
export const placeWrites = async (
  table: Table,
  council: string,
  { before, after }: Change,
  at: number,
  expiresAt: number,
) => {
  if (!isLatest(after)) return [];
  if (!isEnded(after) && before && heldUntil(before) === heldUntil(after)) return [];
  if (!isEnded(after)) return [holding(council, after, at, after.replaces ?? after.renews ?? '', expiresAt)];
  const key = oneKey(council, after.holder);
  if (!before || isEnded(before) || (await table.get(key, { consistent: true }))?.pass !== after.pass) return [];
  const former = after.replaces ?? after.renews;
  const there =
    isUndecided(before) && former ? await table.get(passKey(council, former), { consistent: true }) : undefined;
  const back = there && !isEnded(keptIn(there)) ? handedBack(council, after) : undefined;
  const isMine = { text: '#pass = :mine', names: { '#pass': 'pass' }, values: { ':mine': after.pass } };
  return back ?? [{ remove: key, condition: isMine }];
};
