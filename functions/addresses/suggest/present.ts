/** Suggestions in words, with the parts that were typed. */
import type { Suggestion } from '../contract/suggest.ts';
import { present, shownLine } from '../lookup/present.ts';
import type { Hit } from '../search/answers.ts';
import type { Place, Premise } from '../search/places.ts';
import type { NumberTerm, Query } from '../search/query.ts';
import { formsOf, type Word, withinOne, wordsIn } from '../search/words.ts';

const line = (parts: readonly string[]): string => parts.filter(Boolean).join(', ');

const isUsrn = (street: string): boolean => !street.startsWith('~');

const addressLine = ([, , street, locality, town]: Place, premise: Premise): string => {
  const [, organisation, saoText, saoNumber, paoText, paoNumber, postcode] = premise;
  const numbered = [paoNumber, line([street, locality, town])].filter(Boolean).join(' ');
  return line([organisation, saoText, saoNumber, paoText, numbered, postcode]);
};

/** A postcode only where it is the only one. */
const placeLine = ([, name, street, locality, town, , postcodes]: Place, building = ''): string => {
  const postcode = postcodes.includes(' ') ? '' : postcodes.replace(/(?=...$)/, ' ').trim();
  const numbered = /^\d/.test(building) ? `${building} ${street}` : line([building, street]);
  return line([name === building ? '' : name, numbered, locality, town, building ? '' : postcode]);
};

/** How much of a word of the text was typed. */
const typedOf = (word: Word, { terms, numbers, small }: Query): number => {
  const all = word.to - word.from;
  const forms = formsOf(word.text);
  const isOf = ({ parts }: NumberTerm) => parts.some((part) => part === word.text);
  if (small.some(({ typed }) => typed === word.text) || numbers.some(isOf)) return all;
  const letters = terms.map(({ typed, forms: wanted, open, lenient }) => {
    if (forms.some((form) => wanted.includes(form))) return all;
    if (open && word.text.startsWith(typed)) return Math.min(all, typed.length);
    return lenient && withinOne(typed, word.text) ? all : 0;
  });
  return Math.max(0, ...letters);
};

const postcodeAtEnd = /\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$/;

const inPostcode = (text: string, { terms, postcode }: Query): [number, number][] => {
  const found = postcodeAtEnd.exec(text);
  if (!found) return [];
  const typed = [postcode?.replace(' ', '') ?? '', ...terms.map((term) => term.typed)].filter((one) =>
    found[0].replace(' ', '').startsWith(one),
  );
  const length = Math.max(0, ...typed.map((one) => one.length));
  const outward = found[0].indexOf(' ');
  return length === 0 ? [] : [[found.index, found.index + length + (length > outward ? 1 : 0)]];
};

export const highlightsOf = (text: string, query: Query): [number, number][] => {
  const postcode = postcodeAtEnd.exec(text)?.index ?? text.length;
  const words = wordsIn(text.slice(0, postcode)).map((word): [number, number] => [
    word.from,
    word.from + typedOf(word, query),
  ]);
  return [...words.filter(([from, to]) => to > from), ...inPostcode(text, query)];
};

export const presentHit = ({ place, premise, building, within }: Hit, query: Query): Suggestion => {
  const text = shownLine(premise ? addressLine(place, premise) : placeLine(place, building));
  const highlights = highlightsOf(text, query);
  if (premise) return { uprn: premise[0], text, highlights };
  const [street, name, , , , , , count] = place;
  const house = building ?? name;
  return present({
    text,
    street: isUsrn(street) ? street : undefined,
    building: house && shownLine(house),
    addresses: within?.length ?? count,
    highlights,
  });
};
