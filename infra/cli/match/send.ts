/** Sends lists, of which single items may be refused. */
import * as z from 'zod/mini';
import { type Api, Refusal } from '../api.ts';

const FieldErrors = z.catch(z.array(z.object({ detail: z.string(), pointer: z.string() })), []);

/** Items that a refusal names, and what is wrong with each. */
const namedIn = <T>(error: unknown, list: string, items: readonly T[]): Map<T, string> => {
  const named = new Map<T, string>();
  if (!(error instanceof Refusal)) return named;
  for (const { detail, pointer } of FieldErrors.parse(error.body.errors)) {
    const [, within, number] = pointer.split('/');
    const item = within === list ? items[Number(number)] : undefined;
    if (item !== undefined) named.set(item, detail);
  }
  return named;
};

/** One call for all items; again without those that are refused, so that a bad row does not stop a file. */
export const sendItems = async <T, Answer>(
  api: Api,
  path: string,
  list: string,
  items: readonly T[],
): Promise<{ answer: Answer | undefined; refused: ReadonlyMap<T, string> }> => {
  const refused = new Map<T, string>();
  for (let left = items; left.length > 0; left = left.filter((item) => !refused.has(item))) {
    try {
      return { answer: await api.call<Answer>('POST', path, { [list]: left }), refused };
    } catch (error) {
      const named = namedIn(error, list, left);
      if (named.size === 0) throw error;
      for (const [item, detail] of named) refused.set(item, detail);
    }
  }
  return { answer: undefined, refused };
};
