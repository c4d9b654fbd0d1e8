/** What a decision on a missed collection stands on: what was due at the property, what the crew told, what was reported. */

import { addDays } from '#shared/dates/days.ts';
import { londonDay } from '#shared/london.ts';
import { isAssisted } from '../assisted/rules.ts';
import { type Language, lastDueOf } from '../collections.ts';
import { NoSuchService } from '../contract/missed.ts';
import { type MissedSettings, usualMissed } from '../contract/missedSettings.ts';
import type { PropertyService } from '../contract/rounds.ts';
import { toldOfCollection } from '../crew/events.ts';
import { shownEvent } from '../crew/wording.ts';
import type { Dependencies } from '../handlers.ts';
import { find } from '../lookUp.ts';
import { loggedAtOf, type Progress } from '../progress.ts';
import { decide, type Facts } from './decide.ts';

type Looked = Awaited<ReturnType<typeof find>>;

/** Only one report can be open of these at a property. */
export const holdOf = (service: string): string => `missed#${service}`;

/** The service’s collection that was due last, of all the rounds that it comes on. */
const lastOf = (coming: readonly PropertyService[], { known }: Looked, today: string) =>
  coming
    .map((one) => ({ one, ...lastDueOf(one, known.moves, today) }))
    .sort((a, b) => ((a.day ?? '') < (b.day ?? '') ? 1 : -1))[0];

/** The first log of the round on that day or since: a late crew notes it on the day on which it comes. */
const firstLog = (progress: Progress, round: string, from: string, to: string): string | undefined => {
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const logged = loggedAtOf(progress, day, round);
    if (logged) return logged;
  }
  return undefined;
};

/** Further back no log is kept, and no window is open. */
const farthest = 40;

/** What the crew told of the collection. */
const heardOf = (
  service: PropertyService,
  date: string,
  { property, known }: Looked,
  { today, language }: { readonly today: string; readonly language: Language },
) => {
  const heard = toldOfCollection({ property, service, date }, known, today);
  const { status, at, siteEvents, streetEvents } = heard;
  const from = date < addDays(today, -farthest) ? addDays(today, -farthest) : date;
  const event = shownEvent(heard, date, language, known.settings);
  return {
    told: status && at !== undefined ? { status, at } : undefined,
    loggedAt: heard.loggedAt ?? firstLog(known.progress, service.round, from, today),
    noted: { property: siteEvents.map((one) => one.event), street: streetEvents.map((one) => one.event) },
    event,
  };
};

const barredOf = (uprn: string, service: string, rules: MissedSettings, { shown }: Looked): Facts['barred'] => {
  if (rules.blockedUprns.includes(uprn)) return 'property_blocked';
  if (rules.closedServices.includes(service)) return 'service_suspended';
  return shown.services.some((one) => one.service === service) ? undefined : 'not_subscribed';
};

interface Asking {
  readonly council: string;
  readonly uprn: string;
  readonly service: string;
  readonly language?: Language;
  readonly isExempt?: boolean;
}

/** Of one service, without what the others of the property allow. Shared bins are their building's, so that two residents make one report. */
const ofService = async (dependencies: Dependencies, looked: Looked, asking: Asking) => {
  const { council, uprn, service, language = 'en', isExempt = false } = asking;
  const { property, known } = looked;
  const coming = property.services.filter((one) => one.service === service);
  const [first] = coming;
  if (!first) throw new NoSuchService(`“${service}” does not come to this property.`);
  const owner = first.communal ? (property.parentUprn ?? uprn) : uprn;
  const now = dependencies.clock();
  const today = londonDay(now);
  const last = lastOf(coming, looked, today);
  const rules = known.settings.missedCollections ?? usualMissed;
  const facts: Facts = {
    now,
    today,
    lastDue: last?.day,
    cancelled: last?.cancelled,
    told: undefined,
    ...(last?.day && heardOf(last.one, last.day, looked, { today, language })),
    openReport: await dependencies.cases.holder(council, owner, holdOf(service)),
    barred: barredOf(uprn, service, rules, looked),
    isExempt,
  };
  return { owner, round: last?.one.round ?? first.round, facts, rules };
};

/** Peterborough: a property with assisted collection makes one report for all of its own bins. */
const togetherWith = ({ property, standings }: Looked, { assistedTogether }: MissedSettings, today: string) =>
  assistedTogether && isAssisted(standings.assisted, today)
    ? [...new Set(property.services.filter(({ communal }) => !communal).map(({ service }) => service))]
    : undefined;

/** Throws `NoCollectionsHere`, `RoundsNotLoaded` and `NoSuchService`. `together` is what one report is about, where it is about more. */
export const factsOf = async (dependencies: Dependencies, asking: Asking) => {
  const looked = await find(dependencies, asking.council, asking.uprn);
  const found = await ofService(dependencies, looked, asking);
  const together = togetherWith(looked, found.rules, found.facts.today);
  const alone = { ...found, ...(together?.includes(asking.service) && { together }) };
  if (!found.rules.anyWindow.includes(asking.service)) return alone;
  const others = [...new Set(looked.property.services.map(({ service }) => service))].filter(
    (service) => !found.rules.anyWindow.includes(service),
  );
  const all = await Promise.all(others.map((service) => ofService(dependencies, looked, { ...asking, service })));
  const anotherIsOpen = all.some(({ facts, rules }) => decide(facts, rules, 'en').allowed);
  return { ...alone, facts: { ...found.facts, anotherIsOpen } };
};
