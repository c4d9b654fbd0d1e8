/** What happens to a case beside what happens to all of them, by kind. */
import type { Write } from '#shared/dynamodb/expression.ts';
import type { Outcome, Payment } from '../contract/caseFields.ts';
import type { Case, Kind } from '../contract/cases.ts';

/** What becomes of a case. What is absent stays as it is. */
export interface Change {
  readonly stage?: string;
  readonly status?: 'closed';
  readonly outcome?: Outcome;
  readonly assignedTo?: string | undefined;
  readonly payment?: Payment;
  readonly details?: Case['details'];
  /** Names that are free again. When a case is closed all of them are. */
  readonly release?: readonly string[];
  /** Names that it takes in addition. */
  readonly take?: readonly string[];
  /** What is written elsewhere, in the same transaction. */
  readonly writes?: readonly Write[];
}

interface Happening<K extends Kind> {
  readonly council: string;
  readonly found: Extract<Case, { kind: K }>;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Each answers what changes in addition to what the case core does itself. Asked again when another change came between. */
export interface KindRules<K extends Kind> {
  /** All that is owed was paid. */
  readonly paid?: (happening: Happening<K>) => Promise<Change> | Change;
  /** Somebody closes it. */
  readonly closed?: (happening: Happening<K> & { readonly outcome: Outcome }) => Promise<Change> | Change;
  /** It was not paid in time. Closed as unpaid unless told otherwise by `stage`. */
  readonly lapsed?: (happening: Happening<K>) => Promise<Change> | Change;
}

export type Rules = { readonly [K in Kind]: KindRules<K> };
