/**
 * What is made of a version as a whole, once all its batches are in. A step notes the keys that it is about to write, writes them, and
 * marks itself done: a load that breaks goes on with the first step that is not done, and a removal finds everything.
 */
import * as z from 'zod/mini';
import type { Item, Key } from '#shared/dynamodb/expression.ts';
import { ConditionFailed } from '#shared/dynamodb/failures.ts';
import { packer } from '#shared/dynamodb/pack.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import type { Collection, Steps, Whole } from './collection.ts';
import type { DatasetKeys } from './keys.ts';
import { isOpen } from './versions.ts';

const StepItem = z.object({ sk: z.string(), state: z.enum(['writing', 'written']) });
type StepState = z.infer<typeof StepItem>['state'];

const keysPack = packer<readonly (readonly [string, string])[]>('","');
const partsAtOnce = 100;

/** What a warm function has read so far of the version that it last worked on. */
interface Gathering {
  readonly prefix: string;
  read: number;
  readonly gathered: ReturnType<Whole['gather']>;
  steps?: Steps;
}

export class WholeStore {
  readonly #table: Table;
  readonly #keys: DatasetKeys;
  #gathering: Gathering | undefined;

  constructor(table: Table, keys: DatasetKeys) {
    this.#table = table;
    this.#keys = keys;
  }

  /**
   * Works until all is done or `isOver`; answers how much is left: batches to read and steps to do. `undefined` when the version was
   * removed meanwhile.
   */
  async make<R>(
    { whole }: Collection<R>,
    council: string,
    version: number,
    batches: number,
    isOver: () => boolean,
  ): Promise<number | undefined> {
    if (!whole) return 0;
    const gathering = this.#gatheringOf(whole, this.#keys.prefix(council, version));
    while (gathering.read < batches) {
      if (isOver()) return batches - gathering.read + 1;
      await this.#readParts(whole, gathering, Math.min(batches, gathering.read + partsAtOnce));
    }
    gathering.steps ??= gathering.gathered.build();
    const { steps } = gathering;
    const states = await this.#states(council, version);
    for (let step = states.filter((state) => state === 'written').length; step < steps.steps; step += 1) {
      if (isOver()) return steps.steps - step;
      if (!(await this.#do(council, version, step, steps.items(step)))) return undefined;
    }
    this.#gathering = undefined;
    return 0;
  }

  /** Removes what the steps made, until `isOver`; answers how many steps are left. */
  async remove(council: string, version: number, isOver: () => boolean): Promise<number> {
    const states = await this.#states(council, version);
    for (let step = states.length - 1; step >= 0; step -= 1) {
      if (isOver()) return step + 1;
      const key = this.#keys.step(council, version, step);
      const item = await this.#table.get(key, { consistent: true });
      if (item) await this.#unmake(key, keysPack.unpack(item.data));
    }
    return 0;
  }

  #gatheringOf(whole: Whole, prefix: string): Gathering {
    if (this.#gathering?.prefix !== prefix) this.#gathering = { prefix, read: 0, gathered: whole.gather(prefix) };
    return this.#gathering;
  }

  /** What an eventually consistent read has not seen yet is read again: nothing of a version may be missed. */
  async #readParts({ part }: Whole, gathering: Gathering, to: number): Promise<void> {
    const keys = Array.from({ length: to - gathering.read }, (_, i) => part(gathering.prefix, gathering.read + i));
    const found = new Map((await this.#table.getMany(keys)).map((item) => [`${item.pk} ${item.sk}`, item]));
    const items: Item[] = [];
    for (const key of keys) {
      const item = found.get(`${key.pk} ${key.sk}`) ?? (await this.#table.get(key, { consistent: true }));
      if (!item) throw new Error(`A batch that was written has no part ${key.sk}.`);
      items.push(item);
    }
    for (const item of items) gathering.gathered.add(item);
    gathering.read = to;
  }

  async #states(council: string, version: number): Promise<StepState[]> {
    const items = await this.#table.queryAll({
      pk: this.#keys.prefix(council, version),
      prefix: 'STEP#',
      project: ['sk', 'state'],
      consistent: true,
    });
    return items.map((item) => StepItem.parse(item).state);
  }

  async #do(council: string, version: number, step: number, items: readonly Item[]): Promise<boolean> {
    const key = this.#keys.step(council, version, step);
    const names = items.map(({ pk, sk }) => [String(pk), String(sk)] as const);
    const note = { ...key, data: keysPack.pack(names) };
    await this.#table.put({ ...note, state: 'writing' });
    await this.#table.writeMany({ puts: items });
    try {
      await this.#table.transact([
        { check: this.#keys.dataset(council, version), condition: isOpen },
        { put: { ...note, state: 'written' } },
      ]);
      return true;
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      if (!(await this.#isFinished(council, version))) await this.#unmake(key, names);
      return false;
    }
  }

  /** Somebody else may have done the same steps and finished. */
  async #isFinished(council: string, version: number): Promise<boolean> {
    const dataset = await this.#table.get(this.#keys.dataset(council, version), { consistent: true });
    return dataset?.status === 'ready' || dataset?.status === 'held';
  }

  async #unmake(key: Key, names: readonly (readonly [string, string])[]): Promise<void> {
    await this.#table.writeMany({ removes: names.map(([pk, sk]) => ({ pk, sk })) });
    await this.#table.remove(key);
  }
}
