/** Bartec Collective: events of premises and streets, and jobs. */

import { isDay } from '#shared/dates/days.ts';
import type { Answer, BartecOperation } from '../contract/suppliers.ts';
import {
  type Adapted,
  type Answered,
  answered,
  binsOf,
  type Case,
  type Draft,
  leave,
  momentOf,
  quoted,
  settle,
  statusOf,
  textOf,
  toldBy,
  uprnOf,
  usrnOf,
  whenOf,
} from './adapter.ts';
import { field, type Row, rowsOf, textIn } from './json.ts';
import type { Place, Words } from './words.ts';

/** `Waste-R1-231126` is round Waste-R1 on 23 November 2026, whenever something was noted on it. */
const packOf = ({ value }: Row, words: Words) => {
  const whole = textIn(value, 'Workpack', 'Name') ?? textIn(value, 'WorkPack', 'Name');
  if (whole === undefined) return {};
  const [, name = whole, day, month, year] = /^(.+)-(\d\d)(\d\d)(\d\d)$/.exec(whole) ?? [];
  if (/\b(?:BULKY WASTE|WHITES)$/i.test(name)) leave('not_a_round', `${quoted(whole)} is of bulky waste.`);
  const date = `20${year}-${month}-${day}`;
  return { name, round: words.round(name), date: isDay(date) ? date : undefined };
};

const noted = (row: Answered, place: Place, words: Words): Draft => {
  const { round, date } = packOf(row, words);
  const text = textOf(row, 'no_text', 'EventType', 'Description');
  const told = toldBy(text, place, words);
  return { ...told, ...whenOf(momentOf(row, 'EventDate'), date), round, reference: textIn(row.value, 'ID') };
};

/** An event of several features is one of each; of none, of all that comes to the property. */
const premisesEvent = (row: Answered, words: Words): readonly Case[] => {
  const features = rowsOf(field(row.value, 'Features'), row.at, ['Features', 'Feature']).map(
    ({ value }) =>
      () =>
        binsOf(words, textIn(value, 'FeatureType', 'ID'), textIn(value, 'FeatureType', 'Name')),
  );
  return (features.length > 0 ? features : [() => ({})]).map((bins) => ({
    at: row.at,
    take: () => ({ uprn: uprnOf(row, 'UPRN'), ...noted(row, 'site', words), ...bins() }),
  }));
};

const streetEvent = (row: Answered, words: Words): Case => ({
  at: row.at,
  take: () => ({ usrn: usrnOf(row, 'USRN'), ...noted(row, 'street', words) }),
});

const job = (row: Answered, words: Words): Case => ({
  at: row.at,
  take: () => {
    const { name: pack, round, date } = packOf(row, words);
    return {
      uprn: uprnOf(row, 'UPRN'),
      status: statusOf(textOf(row, 'no_status', 'Status', 'Status'), words),
      ...binsOf(words, textIn(row.value, 'Name'), pack),
      round,
      date: date ?? whenOf(momentOf(row, 'ScheduledStart')).date,
      at: row.askedAt,
      reference: textIn(row.value, 'ID'),
    };
  },
});

export const fromBartec = (answers: readonly Answer<BartecOperation>[], words: Words, now: string): Adapted =>
  settle([
    ...answered(answers, 'Premises_Events_Get', ['Event'], now).flatMap((row) => premisesEvent(row, words)),
    ...answered(answers, 'Streets_Events_Get', ['Event'], now).map((row) => streetEvent(row, words)),
    ...answered(answers, 'Jobs_Get', ['Jobs', 'Job'], now).map((row) => job(row, words)),
  ]);
