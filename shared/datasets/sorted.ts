/** Sorts the records of a batch into those that can be stored and remarks on those that cannot. */
import * as z from 'zod/mini';
import { fieldErrors, sentence } from '#shared/http/fieldErrors.ts';
import type { Remark } from './collection.ts';

const Lined = z.looseObject({ line: z._default(z.catch(z.int(), 0), 0) });

export interface Judgement<T> {
  /** What makes a record the same as another, and is shown to people: its UPRN. */
  readonly referenceOf: (record: T) => string;
  /** What else is wrong with a record that fits its schema. */
  readonly fault?: (record: T) => { readonly reason: string; readonly detail: string } | undefined;
}

/** Of records with the same reference the first one stays. */
export const sortedRecords = <S extends z.core.$ZodType>(
  schema: S,
  given: unknown,
  { referenceOf, fault }: Judgement<z.core.output<S>>,
): { readonly fit: z.core.output<S>[]; readonly remarks: Remark[] } => {
  const fit = new Map<string, z.core.output<S>>();
  const remarks: Remark[] = [];
  for (const one of Array.isArray(given) ? given : []) {
    const { data: { line, ...fields } = { line: 0 } } = z.safeParse(Lined, one);
    const reject = (reason: string, detail: string, reference?: string) =>
      remarks.push({ line, outcome: 'rejected', reason, detail, reference: reference?.slice(0, 40) });
    const result = z.safeParse(schema, fields);
    if (!result.success) {
      reject('not-valid', sentence(fieldErrors(result.error.issues, 'body', schema)[0]));
      continue;
    }
    const reference = referenceOf(result.data);
    const wrong = fault?.(result.data);
    if (wrong) reject(wrong.reason, wrong.detail, reference);
    else if (fit.has(reference)) reject('duplicate', 'it came before in the same batch', reference);
    else fit.set(reference, result.data);
  }
  return { fit: [...fit.values()], remarks };
};
