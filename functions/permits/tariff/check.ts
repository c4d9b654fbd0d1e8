/** What in a scheme cannot be together, or would leave somebody without a price. Pure: asked before anything is published. */
import { InvalidRequest } from '#shared/contract/problems.ts';
import type { SchemeSettings } from '../contract/schemes.ts';
import { conditionsWrong } from './checkConditions.ts';
import { tariffWrong } from './checkTariff.ts';
import { doubled, type Wrong, wrongIf } from './wrong.ts';

const partsWrong = ({ kind, visitors, tariff }: SchemeSettings): Wrong[] => {
  const [needed, other] = kind === 'visitor' ? (['visitors', 'tariff'] as const) : (['tariff', 'visitors'] as const);
  const given = { visitors, tariff };
  return [
    ...wrongIf(given[needed] === undefined, `#/${needed}`, `is required for ${kind} schemes`),
    ...wrongIf(given[other] !== undefined, `#/${other}`, `is not for ${kind} schemes`),
  ];
};

const visitorsWrong = ({ visitors }: SchemeSettings): Wrong[] => {
  if (!visitors) return [];
  const { packs, allowance, free } = visitors;
  const most = allowance?.units ?? Number.POSITIVE_INFINITY;
  return [
    ...doubled(
      packs,
      (i) => `#/visitors/packs/${i}/units`,
      ({ units }) => units,
    ),
    ...packs.flatMap(({ units }, i) =>
      wrongIf(
        units > most,
        `#/visitors/packs/${i}/units`,
        `is more than the allowance of ${most}: nobody could buy it`,
      ),
    ),
    ...wrongIf(free > 0 && !allowance, '#/visitors/free', 'needs an “allowance” that it is part of'),
    ...wrongIf(free > most, '#/visitors/free', `must be at most ${most}, of the allowance`),
  ];
};

const zonesWrong = (
  { zones, limits }: SchemeSettings,
  there: ReadonlySet<string>,
  own: ReadonlySet<string>,
): Wrong[] => [
  ...(zones === 'all'
    ? []
    : [
        ...zones.flatMap((zone, i) => wrongIf(!there.has(zone), `#/zones/${i}`, 'is not a zone of the council')),
        ...doubled(
          zones,
          (i) => `#/zones/${i}`,
          (zone) => zone,
        ),
      ]),
  ...Object.keys(limits.zones).flatMap((zone) =>
    wrongIf(!own.has(zone), `#/limits/zones/${zone}`, 'is not a zone of the scheme'),
  ),
  ...wrongIf(
    limits.waitingList !== undefined && Object.keys(limits.zones).length === 0,
    '#/limits/waitingList',
    'needs a limit of a zone in “zones”: no zone could be full',
  ),
];

const isDayOfYear = (monthDay: string): boolean =>
  new Date(`2028-${monthDay}T00:00:00Z`).toISOString().slice(5, 10) === monthDay;

const datesWrong = ({ lengths, end, start, renewal }: SchemeSettings): Wrong[] => [
  ...doubled(
    lengths,
    (i) => `#/lengths/${i}`,
    (months) => months,
  ),
  ...(end.rule === 'common'
    ? [
        ...wrongIf(!isDayOfYear(end.on), '#/end/on', 'must be a day that there is'),
        ...lengths.flatMap((months, i) =>
          wrongIf(months > 12, `#/lengths/${i}`, 'must be at most 12: all permits end on one day of the year'),
        ),
      ]
    : []),
  ...wrongIf(
    start.chosen && start.withinDays < start.waitDays,
    '#/start/withinDays',
    `must be at least “waitDays”, ${start.waitDays}: no day could be chosen`,
  ),
  ...renewal.remindDays.flatMap((days, i) =>
    wrongIf(
      days > renewal.windowDays,
      `#/renewal/remindDays/${i}`,
      `must be at most “windowDays”, ${renewal.windowDays}: nobody can renew before`,
    ),
  ),
];

const journeyWrong = ({ payment, approval, temporaryPermit, evidence, claims, vehicle }: SchemeSettings): Wrong[] => [
  ...wrongIf(
    payment === 'on_application' && approval === 'two_people',
    '#/payment',
    'must be on_approval: nobody pays for what two people have still to approve',
  ),
  ...wrongIf(
    temporaryPermit && approval === 'automatic',
    '#/temporaryPermit',
    'cannot be with automatic approval: there is nothing to wait for',
  ),
  ...wrongIf(
    !vehicle.needed && vehicle.refused.length > 0,
    '#/vehicle/refused',
    'is not for permits without a vehicle',
  ),
  ...evidence.flatMap(({ of, when }, i) => [
    ...wrongIf(
      typeof when === 'object' && !claims.includes(when.claim),
      `#/evidence/${i}/when/claim`,
      'cannot be claimed: add it to “claims”',
    ),
    ...wrongIf(
      !vehicle.needed && (of === 'vehicle' || when === 'vehicle_unverified'),
      `#/evidence/${i}`,
      'is of a vehicle, and the permit is for none',
    ),
  ]),
];

/** `zones`: codes of the zones that the council has. */
export const schemeWrong = (settings: SchemeSettings, zones: ReadonlySet<string>): Wrong[] => {
  const own = settings.zones === 'all' ? zones : new Set(settings.zones);
  return [
    ...partsWrong(settings),
    ...visitorsWrong(settings),
    ...zonesWrong(settings, zones, own),
    ...datesWrong(settings),
    ...journeyWrong(settings),
    ...conditionsWrong(settings, own),
    ...(settings.tariff ? tariffWrong(settings.tariff, settings.zones, own) : []),
  ];
};

/** Most mistakes told at once. */
const most = 50;

/** Throws `InvalidRequest`, which names each field. */
export const mustBeRight = (wrong: readonly Wrong[]): void => {
  const [first] = wrong;
  if (!first) return;
  const errors = wrong.slice(0, most).map(([pointer, detail]) => ({ detail, pointer, in: 'body' as const }));
  throw new InvalidRequest(`“${first[0].slice(2)}” ${first[1]}.`, { errors });
};
