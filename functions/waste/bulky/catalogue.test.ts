import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { itWithData, sharedPath } from '#test/support/sharedData.ts';
import { type BulkySettings, usualBulky } from '../contract/bulkySettings.ts';
import { isFound, itemsOf, standardItems } from './catalogue.ts';

const settings = (given: Partial<BulkySettings>): BulkySettings => ({ ...usualBulky, ...given });
const found = (typed: string, given: Partial<BulkySettings> = {}) =>
  [...itemsOf(settings(given)).values()].filter((one) => isFound(one, typed)).map(({ item }) => item);

it('has the standard’s 159 items, and asks of eight if they work', () => {
  const items = [...standardItems.values()];
  expect([items.length, items.filter(({ electrical }) => electrical).length]).toEqual([159, 42]);
  expect(items.filter(({ asksIfWorking }) => asksIfWorking).map(({ name }) => name)).toEqual([
    'chest freezer',
    'cooker with hob',
    'freezer',
    'fridge',
    'fridge freezer',
    'oven',
    'tumble dryer',
    'washing machine',
  ]);
});

it('has machine names that settings and bookings can have', () => {
  for (const item of standardItems.keys()) expect(item).toMatch(/^[a-z][a-z0-9_]{0,59}$/);
});

it('has no space that nobody sees', () => {
  for (const { name, qualifier = '', description = '', category, synonyms = [] } of standardItems.values())
    for (const words of [name, qualifier, description, category, ...synonyms])
      expect(words).not.toMatch(/^\s|\s$|\s\s|[\u200b-\u200f\ufeff]/);
  expect([standardItems.get('bedside_cabinet')?.name, standardItems.get('vacuum_cleaner')?.name]).toEqual([
    'bedside cabinet',
    'vacuum cleaner',
  ]);
  expect(standardItems.get('bed_base_double_excluding_mattress')?.name).toBe('bed base, double');
});

itWithData('has the same items as the standard’s table, in the same order', () => {
  const rows: Record<string, string>[] = parse(readFileSync(sharedPath('waste', 'wss', 'bulky_items.csv'), 'utf8'), {
    columns: true,
    bom: true,
  });
  const plain = (text = '') =>
    text
      .replaceAll(/\u200b/g, '')
      .trim()
      .replace(/^chaise long$/, 'chaise longue');
  expect(
    [...standardItems.values()].map(({ name, qualifier = '', category, electrical, synonyms = [] }) => [
      name,
      qualifier,
      category,
      electrical === undefined ? '' : electrical ? 'yes' : 'no',
      synonyms.join('/'),
    ]),
  ).toEqual(
    rows.map(({ item, qualifier, category, electrical, synonyms }) =>
      [item, qualifier, category, electrical, synonyms].map(plain),
    ),
  );
});

it.each([
  ['settee', ['sofa']],
  ['TV st', ['tv_cabinet']],
  ['matt dou', ['bed_base_double_excluding_mattress', 'mattress_double']],
  ['dustbin', ['rubbish_bin']],
  ['hi-fi', ['radio_hi_fi_or_stereo']],
  ['elephant', []],
])('finds “%s”', (typed, items) => {
  expect(found(typed)).toEqual(items);
});

it('finds everything when nothing is typed', () => {
  expect(found('')).toHaveLength(159);
  expect(found(' -- ')).toHaveLength(159);
});

it('has what the council adds and changes, and not what it does not take', () => {
  const given = {
    items: { sofa: { pops: true, max: 2, nameWelsh: 'soffa' }, piano: { offered: false } },
    extraItems: [{ item: 'canoe', name: 'canoe', category: 'General' }],
  };
  const items = itemsOf(settings(given));
  expect(items.get('sofa')).toMatchObject({ item: 'sofa', name: 'sofa', pops: true, max: 2, synonyms: ['Settee'] });
  expect([items.has('piano'), items.get('canoe'), items.size]).toEqual([
    false,
    { item: 'canoe', name: 'canoe', category: 'General' },
    159,
  ]);
  expect(found('soffa', given)).toEqual(['sofa']);
});

it('takes nothing for an item that is only what every object has', () => {
  const items = itemsOf(settings({}));
  expect(['constructor', 'valueOf', '__proto__'].filter((name) => items.has(name))).toEqual([]);
  expect(
    itemsOf(settings({ extraItems: [{ item: 'constructor', name: 'Lego', category: 'Toys' }] })).get('constructor'),
  ).toEqual({ item: 'constructor', name: 'Lego', category: 'Toys' });
});
