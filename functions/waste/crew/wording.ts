/** What residents read of an event: the standard's wording (standard/taxonomies.LICENCE.md), ours where it has none, or the council's. */
import type { Language } from '../collections.ts';
import type { CollectionEvent } from '../contract/collections.ts';
import type { EventCode } from '../contract/eventCodes.ts';
import type { WasteSettings } from '../contract/tables.ts';
import { dayInWords } from '../dates/dayInWords.ts';
import { eventTerms } from '../standard/taxonomies.ts';
import { impliedBy, isForStaff, type Noted, type ToldOfCollection, whereOf } from './events.ts';
import { welsh } from './welsh.ts';

const couldNot = (reason: string) => `Not emptied: {date}. Sorry we couldn’t empty your bins – ${reason}`;

/** Where the standard has none, in its pattern. */
const ours: Partial<Record<EventCode, string>> = {
  excess_waste: couldNot('there was too much waste.'),
  contaminated: couldNot('there was something in them that doesn’t belong there.'),
  'no_access.at_property': couldNot('we couldn’t get to them.'),
  'no_access.from_street': couldNot('we couldn’t get into your street.'),
  querying_assisted:
    'Question: {date}. Our crew asked whether you need help with putting out your bins. If you do, contact us.',
  'safety_concern.street': couldNot('it wasn’t safe to work in your street.'),
  'safety_concern.customer': couldNot('it wasn’t safe for our crew.'),
  'safety_concern.animal': couldNot('an animal made it unsafe to reach them.'),
  partly_completed_street:
    'Partly emptied: {date}. We emptied some of the bins in your street, but couldn’t finish it.',
};

/** The sample date that the standard has written into every text; and where it means a link, which we have not. */
const asPattern = (wording: string): string =>
  wording
    .replace('23 November', '{date}')
    .replace(/\s*\[INFO:[^\]]*\]/, '')
    .replaceAll("'", '’');

const english: ReadonlyMap<string, { readonly name: string; readonly message: string }> = new Map(
  eventTerms.map(({ id, name, wording }) => [
    id,
    { name, message: ours[id as EventCode] ?? asPattern(wording ?? name) },
  ]),
);

type Settings = Pick<WasteSettings, 'events'>;

const own = (code: EventCode, language: Language, { events }: Settings): string | undefined => {
  const words = events?.[code];
  return language === 'cy' ? (words?.messageWelsh ?? words?.message) : words?.message;
};

export const wordsOf = (code: EventCode, day: string, language: Language, settings: Settings) => {
  const [name, message] =
    language === 'cy' ? welsh[code] : [english.get(code)?.name ?? code, english.get(code)?.message ?? code];
  const pattern = own(code, language, settings) ?? message;
  return { name, message: pattern.replaceAll('{date}', dayInWords(day, language)) };
};

const isDone = (status: string | undefined): boolean => status === 'Closed / Complete';

/** The last of the most particular that say something of it, or else of all; none that says otherwise than the status, or tells of people. */
const mostParticular = ({ status, siteEvents, streetEvents }: ToldOfCollection): Noted | undefined => {
  const agrees = ({ event }: Noted) =>
    !isForStaff(event) && (impliedBy(event) === undefined || isDone(impliedBy(event)) === isDone(status));
  const street = streetEvents.filter((one) => whereOf(one) === 'street');
  const round = streetEvents.filter((one) => whereOf(one) === 'round');
  const [found] = [siteEvents, street, round]
    .map((some) => some.filter(agrees))
    .flatMap((some) => some.findLast(({ event }) => impliedBy(event)) ?? some.at(-1) ?? []);
  return found;
};

export const shownEvent = (
  told: ToldOfCollection,
  day: string,
  language: Language,
  settings: Settings,
): CollectionEvent | undefined => {
  const one = mostParticular(told);
  return one && { code: one.event, ...wordsOf(one.event, day, language, settings), where: whereOf(one), at: one.at };
};
