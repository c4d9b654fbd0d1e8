/** What a council has that is nobody else’s, capability by capability, and how anybody could ask for it. */
import type { Ask } from '../app.ts';

export const [ours, theirs] = ['ours', 'theirs'] as const;

/** What is theirs alone; no answer to us may have any of it. */
export const secret = {
  uprn: '777000000001',
  usrn: '77700001',
  street: 'SECRET STREET',
  fingerprint: '7'.repeat(64),
  label: 'Their secret system',
  quota: '7770777',
  thing: 'secret.thing',
};

/** By the parameters of paths. */
export type Ids = Readonly<Record<string, string>>;
type Query = Readonly<Record<string, string>>;

/** What anybody may ask of a council, without a key. */
export interface Open {
  readonly query?: Query;
  readonly body?: object;
  readonly ids?: Ids;
  /** Lists of the standard's own, which are no council's. */
  readonly isEverybodys?: true;
  /** A search: it has nothing to tell among ours, and says so with an empty list. */
  readonly isSearch?: true;
}

/** What asks an operation without any id in its path for what is theirs. */
export interface Question {
  readonly query?: Query;
  readonly body?: object;
  /** What it answers of ours, where that is not success. */
  readonly status?: number;
}

export interface Belongings {
  readonly ids?: Ids;
  /** Ids that an operation names as others do. */
  readonly own?: Readonly<Record<string, Ids>>;
  /** Bodies that are taken, of operations for which the document has no whole example. */
  readonly bodies?: Readonly<Record<string, object>>;
  /** Paths that tell what theirs is like. */
  readonly state?: readonly string[];
  readonly open?: Readonly<Record<string, Open>>;
  readonly questions?: Readonly<Record<string, readonly Question[]>>;
  /** Queries with which there are several pages. */
  readonly paged?: Readonly<Record<string, string>>;
  /** What their national service sends, proved by what it shares with them alone. */
  readonly told?: Readonly<Record<string, Ask>>;
}
