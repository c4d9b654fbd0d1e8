/** `commons import areas-boundaries`: areas of one kind, with their boundaries (GeoJSON) or names alone; other sets that are live stay. */
import { type Importer, type StagingTools, Unreadable } from '#shared/datasets/importer.ts';
import { isDay } from '#shared/dates/days.ts';
import { type Kind, kinds } from '../contract/kinds.ts';
import type { AreaRecord } from '../contract/records.ts';
import type { Asked } from './areaFields.ts';
import { areaReader, keyOf, type OfSet } from './areaReader.ts';
import { areaRows } from './areaRows.ts';
import { Districts } from './districts.ts';
import { refuseFormat, type Staging, staged } from './staging.ts';

const noun = 'areas';

type Options = NonNullable<StagingTools['options']>;

const textIn = (options: Options, name: string): string | undefined => {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
};

const dayIn = (options: Options, name: 'from' | 'to'): string | undefined => {
  const day = textIn(options, name);
  if (day !== undefined && !isDay(day))
    throw new Unreadable(`--${name} must be a date, like 2027-04-01, not “${day}”.`);
  return day;
};

/** What is the same for all areas of a load. */
const ofSet = (options: Options): OfSet => {
  const [set = '', kind = ''] = [textIn(options, 'set'), textIn(options, 'kind')];
  const isKind = (text: string): text is Kind => (kinds as readonly string[]).includes(text);
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(set))
    throw new Unreadable('Name the set, such as --set wards-2026: small letters, digits and hyphens.');
  if (!isKind(kind)) throw new Unreadable(`Say what the areas are, with --kind and one of ${kinds.join(', ')}.`);
  const [from, to] = [dayIn(options, 'from'), dayIn(options, 'to')];
  if (from && to && to <= from)
    throw new Unreadable('--to is the first day without the areas: it must be after --from.');
  const generalised = options.generalised === true;
  return { set, kind, ...(from && { from }), ...(to && { to }), ...(generalised && { generalised }) };
};

/** Keeps what is live, but for the set that comes anew and one that goes. The names of the sets. */
const carryOver = async (staging: Staging, { live }: StagingTools, gone: ReadonlySet<string | undefined>) => {
  const sets = new Set<string>();
  for await (const { areas = [] } of (await live())?.records ?? []) {
    for (const value of areas as readonly AreaRecord[]) {
      sets.add(value.set);
      if (gone.has(value.set)) continue;
      staging.add({ key: keyOf(value), line: 0, value });
      staging.count('carried-over');
    }
  }
  return sets;
};

const columnsAsked = (options: Options): Asked => {
  const asked = { code: 'code', name: 'name', welshName: 'welsh-name', parent: 'parent' };
  const given = Object.entries(asked).map(([field, option]) => [field, textIn(options, option)] as const);
  return Object.fromEntries(given.filter(([, name]) => name !== undefined));
};

type Sources = Parameters<Importer['stage']>[0];

const readAreas = async (
  sources: Sources,
  own: OfSet,
  staging: Staging,
  { options = {}, onRow, ask }: StagingTools,
) => {
  const districts = new Districts();
  const reader = areaReader(staging, own, ({ kind, code }) => {
    if (kind === 'district') districts.add({ district: code });
  });
  for (const source of sources) {
    reader.begin(source.name);
    for await (const row of areaRows(source, columnsAsked(options))) {
      onRow();
      staging.count('rows');
      if ('broken' in row)
        staging.remark({ line: row.line, outcome: 'rejected', reason: 'not-csv', detail: row.broken });
      else if ('stray' in row) staging.count('left-out.stray-keys');
      else reader.take(row);
    }
  }
  reader.end();
  if (own.kind === 'district') await districts.check(staging, noun, ask);
};

const stage: Importer['stage'] = async (sources, asked, tools) => {
  refuseFormat(asked);
  const { options = {} } = tools;
  const own = sources.length > 0 ? ofSet(options) : undefined;
  const removed = textIn(options, 'remove-set');
  return staged(tools, async (staging) => {
    const live = await carryOver(staging, tools, new Set([own?.set, removed]));
    if (removed && !live.has(removed))
      throw new Unreadable(`There is no set “${removed}”. There is ${[...live].sort().join(', ') || 'none'}.`);
    if (own) await readAreas(sources, own, staging, tools);
    const sets = [...live, own?.set].filter((set) => set !== undefined && set !== removed);
    return { noun, format: `Sets ${[...new Set(sets)].sort().join(', ')}` };
  });
};

const column = (name: string, says: string) => ({ name, value: '<property>', says: `property that has ${says}` });

export const boundaries: Importer = {
  name: 'areas-boundaries',
  path: 'areas/boundaries',
  noun,
  formats: [],
  options: [
    {
      name: 'set',
      value: '<name>',
      says: 'what the areas are loaded as, such as wards-2026; it takes the place of a set of that name',
    },
    { name: 'kind', value: '<kind>', says: 'what they are: ward, district, parish …' },
    column('code', 'the code, such as WD26CD, where it cannot be guessed'),
    column('name', 'the name, such as WD26NM'),
    column('welsh-name', 'the Welsh name'),
    column('parent', 'the code of the area that each is part of, such as LAD26CD'),
    { name: 'from', value: '<date>', says: 'first day of the areas' },
    { name: 'to', value: '<date>', says: 'first day without them' },
    { name: 'generalised', says: 'take generalised boundaries, for drawing only' },
    { name: 'remove-set', value: '<name>', says: 'take a set away', instead: true },
  ],
  tells: {
    'areas.with-boundary': 'with a boundary',
    'areas.generalised': 'for drawing only',
    'carried-over': 'of other sets, kept as they are',
  },
  stage,
};
