/** Whitespace: what the crew noted in the cab. */
import type { Answer } from '../contract/suppliers.ts';
import {
  type Adapted,
  type Answered,
  answered,
  binsOf,
  type Draft,
  leave,
  momentOf,
  quoted,
  settle,
  textOf,
  toldBy,
  uprnIn,
  usrnIn,
  whenOf,
} from './adapter.ts';
import { textIn } from './json.ts';
import type { Place, Words } from './words.ts';

/** `RES-R3` of `RES-R3 Fri`, `RND-1 Mon Wk 2` and `RES-R3 Tue, RES-R3 Fri`; none where they are several rounds. */
export const roundCodeIn = (text: string): string | undefined => {
  const parts = text.split(',').map((part) => part.trim());
  const codes = new Set(parts.map((part) => part.replace(/ (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?: Wk \d+)?$/i, '')));
  const [code] = codes;
  return codes.size === 1 && code !== '' && code !== 'N/A' ? code : undefined;
};

/** `Food - Not Out` is of one service. A reason that is known as a whole is of all on the round. */
const exception = (reason: string, place: Place, words: Words): Draft => {
  const end = reason.indexOf(' - ');
  if (end < 0 || words.isKnown(reason)) return toldBy(reason, place, words);
  return { ...binsOf(words, reason.slice(0, end)), ...toldBy(reason.slice(end + 3), place, words) };
};

/** A log without an exception is a sign that the round was there, no more. */
const signOf = ({ uprn, usrn }: Draft): Draft => {
  if (uprn) return { status: 'Closed / Complete' };
  return usrn ? { status: 'Closed / Complete', event: 'street_completed' } : { status: 'In progress' };
};

/** The property; else the street; else neither, and it is of the whole round. */
const placeOf = (row: Answered): Draft => {
  const own = { uprn: uprnIn(row, 'Uprn'), usrn: usrnIn(row, 'Usrn') };
  const { uprn, usrn } = own.uprn || own.usrn ? own : row;
  return uprn ? { uprn } : { usrn };
};

const noted = (row: Answered, words: Words): Draft => {
  const { value } = row;
  const place = placeOf(row);
  const where = place.uprn ? 'site' : 'street';
  const reason = textOf(row, 'no_text', 'Reason');
  const code = roundCodeIn(
    textIn(value, 'RoundCode') ?? textIn(value, 'Round') ?? textIn(value, 'RoundSchedule') ?? '',
  );
  const isSign = words.event(reason, where) === 'none';
  if (isSign && !code) leave('no_round', `${quoted(reason)} tells that a round was there, but not which.`);
  return {
    ...place,
    ...(isSign ? signOf(place) : exception(reason, where, words)),
    ...whenOf(momentOf(row, 'LogDate')),
    round: code && words.round(code),
    reference: textIn(value, 'LogID') ?? textIn(value, 'Id'),
  };
};

export const fromWhitespace = (answers: readonly Answer<'GetInCabLogs'>[], words: Words, now: string): Adapted =>
  settle(
    answered(answers, 'GetInCabLogs', ['InCabLogs', 'InCabLog'], now).map((row) => ({
      at: row.at,
      take: () => noted(row, words),
    })),
  );
