/** What can be collected, and when. */
import type { Request } from '#shared/contract/capability.ts';
import type { waste } from '../contract.ts';
import type { Dependencies } from '../handlers.ts';
import { writeTable } from '../writeTable.ts';
import { bookBulky } from './booking.ts';
import { cancelBulky } from './cancelling.ts';
import { isFound, itemsOf } from './catalogue.ts';
import { amendBulky } from './changes.ts';
import { mustAgree } from './contradictions.ts';
import { closedWords, factsOf } from './facts.ts';
import { getBulkyMissed, reportBulkyMissed } from './missedHandlers.ts';
import { hasRoom } from './places.ts';
import { quoteBulky, quoteBulkyChange, wrongWords } from './quotes.ts';
import { releaseBulkyDay, reserveBulkyDay } from './reservations.ts';

type Operations = (typeof waste)['operations'];

const getBulkyItems = async (
  { store }: Dependencies,
  { council, query: { search = '', language } }: Request<Operations['getBulkyItems']>,
) => {
  const settings = await store.setting(council, 'bulky');
  const items = [...itemsOf(settings).values()].filter((one) => isFound(one, search));
  return {
    open: settings.open,
    ...(!settings.open && { message: closedWords(settings, language) }),
    itemsMax: settings.itemsMax,
    items: items.map(({ nameWelsh, name, synonyms, ...rest }) => ({
      ...rest,
      name: language === 'cy' ? (nameWelsh ?? name) : name,
      ...(synonyms && { synonyms: [...synonyms] }),
    })),
  };
};

const getBulkyDates = async (
  dependencies: Dependencies,
  { council, query: { uprn, after = '', limit, language } }: Request<Operations['getBulkyDates']>,
) => {
  const { settings, offered, isHere } = await factsOf(dependencies, council, uprn);
  if (!settings.open) return { uprn, open: false, message: closedWords(settings, language), dates: [] };
  if (!isHere) return { uprn, open: true, message: wrongWords.not_here[language], dates: [] };
  const later = offered.filter((date) => date > after);
  const shown = later.slice(0, limit);
  const room = await Promise.all(shown.map((date) => hasRoom(dependencies, council, date, settings)));
  const last = shown.at(-1);
  return {
    uprn,
    open: true,
    dates: shown.map((date, i) => ({ date, full: !room[i] })),
    ...(later.length > shown.length && last && { after: last }),
  };
};

export const bulkyHandlers = (dependencies: Dependencies) => ({
  getBulkySettings: ({ council }: Request<Operations['getBulkySettings']>) =>
    dependencies.store.setting(council, 'bulky'),
  putBulkySettings: ({ council, body }: Request<Operations['putBulkySettings']>) =>
    writeTable(dependencies, council, 'bulky', mustAgree(body)),
  getBulkyItems: (request: Request<Operations['getBulkyItems']>) => getBulkyItems(dependencies, request),
  getBulkyDates: (request: Request<Operations['getBulkyDates']>) => getBulkyDates(dependencies, request),
  quoteBulky: (request: Request<Operations['quoteBulky']>) => quoteBulky(dependencies, request),
  reserveBulkyDay: (request: Request<Operations['reserveBulkyDay']>) => reserveBulkyDay(dependencies, request),
  releaseBulkyDay: (request: Request<Operations['releaseBulkyDay']>) => releaseBulkyDay(dependencies, request),
  bookBulky: (request: Request<Operations['bookBulky']>) => bookBulky(dependencies, request),
  quoteBulkyChange: (request: Request<Operations['quoteBulkyChange']>) => quoteBulkyChange(dependencies, request),
  amendBulky: (request: Request<Operations['amendBulky']>) => amendBulky(dependencies, request),
  cancelBulky: (request: Request<Operations['cancelBulky']>) => cancelBulky(dependencies, request),
  getBulkyMissed: (request: Request<Operations['getBulkyMissed']>) => getBulkyMissed(dependencies, request),
  reportBulkyMissed: (request: Request<Operations['reportBulkyMissed']>) => reportBulkyMissed(dependencies, request),
});
