/** What every adapter does alike: what a row tells becomes an event, or is left with the reason. Pure, and throws nothing. */
import { parsePaddedUprn, parseUsrn } from '#shared/contract/fields.ts';
import { londonDay } from '#shared/london.ts';
import { CrewEvent } from '../contract/crew.ts';
import type { Answer, Left, LeftReason } from '../contract/suppliers.ts';
import { field, type Row, rowsOf, textIn } from './json.ts';
import { instantOf } from './moments.ts';
import type { Place, Words } from './words.ts';

export interface Adapted {
  readonly events: readonly CrewEvent[];
  readonly left: readonly Left[];
}

/** A row, and what was asked. */
export interface Answered extends Row {
  readonly uprn?: string | undefined;
  readonly usrn?: string | undefined;
  readonly askedAt: string;
}

/** One thing that a row tells, before it is known to be an event; and what of it was lost. */
export interface Draft extends Partial<Record<keyof CrewEvent, string | undefined>> {
  readonly lost?: Lost;
}
type Lost = Pick<Left, 'reason' | 'says'> | undefined;
export interface Case {
  readonly at: string;
  /** Throws `LeftOut`. */
  readonly take: () => Draft;
}

class LeftOut extends Error {
  readonly reason: LeftReason;
  constructor(reason: LeftReason, says: string) {
    super(says);
    this.reason = reason;
  }
}
export const leave: (reason: LeftReason, says: string) => never = (reason, says) => {
  throw new LeftOut(reason, says);
};
export const present = <T>(value: T | undefined, reason: LeftReason, says: string): T => value ?? leave(reason, says);

/** The rows of every answer to an operation. `envelopes`: the supplier's names of the lists in it. */
export const answered = <O extends string>(
  answers: readonly Answer<O>[],
  operation: NoInfer<O>,
  envelopes: readonly string[],
  now: string,
): readonly Answered[] =>
  answers.flatMap(({ answer, askedAt = now, uprn, usrn, ...asked }, i) =>
    asked.operation === operation
      ? rowsOf(answer, `#/answers/${i}/answer`, [`${operation}Response`, `${operation}Result`, ...envelopes]).map(
          (row) => ({ ...row, uprn, usrn, askedAt }),
        )
      : [],
  );

const taken = ({ at, take }: Case): { readonly event?: CrewEvent; readonly left?: Left } => {
  try {
    const { lost, ...draft } = take();
    const told = Object.entries(draft).filter(([, value]) => value !== undefined);
    const { data, error } = CrewEvent.safeParse(Object.fromEntries(told));
    if (data) return { event: data, ...(lost && { left: { at, ...lost } }) };
    const [issue] = error.issues;
    const says = `As an event, its “${issue?.path.join('/')}” ${issue?.message}.`;
    return { left: { at, reason: 'not_valid', says } };
  } catch (error) {
    if (error instanceof LeftOut) return { left: { at, reason: error.reason, says: error.message } };
    throw error;
  }
};

export const settle = (cases: readonly Case[]): Adapted => {
  const outcomes = cases.map(taken);
  return { events: outcomes.flatMap(({ event }) => event ?? []), left: outcomes.flatMap(({ left }) => left ?? []) };
};

const line = (text: string, most: number): string =>
  text
    .replaceAll(/\p{Cc}+/gu, ' ')
    .slice(0, most)
    .toWellFormed();

export const quoted = (text: string): string => `“${line(text, 60)}”`;
const unknown = (text: string, words: string): string =>
  `${quoted(text)} is not among the suppliers’ ${words}: add it to the settings.`;

export const textOf = (row: Row, reason: LeftReason, ...path: readonly string[]): string =>
  present(textIn(row.value, ...path), reason, `It has no ${path.join('.')}.`);

export const momentOf = ({ value }: Row, ...path: readonly string[]): number =>
  present(instantOf(field(value, ...path)), 'no_date', `Its ${path.join('.')} is not a date since 2000.`);

/** Suppliers write nothing or 0 for none. What has other letters or digits around a UPRN is a code of their own. */
const numberIn = (row: Row, name: string, parse: (text: string) => string | undefined): string | undefined => {
  const text = textIn(row.value, name);
  if (text === undefined || /^0+$/.test(text)) return undefined;
  const says = `Its ${name} ${quoted(text)} is not a ${name.toUpperCase()}: it may be a code of the supplier’s own.`;
  return present(parse(text), 'no_place', says);
};
export const uprnIn = (row: Row, name: string) => numberIn(row, name, parsePaddedUprn);
export const usrnIn = (row: Row, name: string) => numberIn(row, name, parseUsrn);

/** Where the row names none, of what was asked for. */
export const uprnOf = (row: Answered, name: string): string =>
  present(uprnIn(row, name) ?? row.uprn, 'no_place', 'Give the “uprn” that was asked for beside the answer.');
export const usrnOf = (row: Answered, name: string): string =>
  present(usrnIn(row, name) ?? row.usrn, 'no_place', 'Give the “usrn” that was asked for beside the answer.');

/** Noted at a moment, on the round of that day unless told. */
export const whenOf = (instant: number, day = londonDay(instant)) => ({
  date: day,
  at: new Date(instant).toISOString(),
});

/** What a text says of a problem, so far as there is a code for it; the text itself is for staff. */
export const reasonOf = (text: string, place: Place, words: Words): Draft => {
  const meaning = words.event(text, place);
  const comment = line(text, 200);
  if (meaning === undefined) return { comment, lost: { reason: 'no_text', says: unknown(text, 'texts') } };
  return meaning === 'none' ? { comment } : { comment, event: meaning };
};

/** What a text tells that has no state beside it. */
export const toldBy = (text: string, place: Place, words: Words): Draft => {
  const { lost, ...reason } = reasonOf(text, place, words);
  if (lost) leave(lost.reason, lost.says);
  return reason.event ? reason : leave('no_problem', `${quoted(text)} tells of no problem.`);
};

export const statusOf = (text: string, words: Words) =>
  present(words.status(text), 'no_status', unknown(text, 'statuses'));

/** The service and container that the first of these names means that means one. */
export const binsOf = (words: Words, ...names: readonly (string | undefined)[]): Draft => {
  const given = names.filter((name) => name !== undefined);
  const name = given.find((one) => words.service(one) || words.container(one));
  if (given.length === 0) leave('no_service', 'It names no service.');
  if (name === undefined) leave('no_service', unknown(given.join(', '), 'services or containers'));
  return { service: words.service(name), container: words.container(name) };
};
