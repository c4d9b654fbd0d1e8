import type { Found } from './capabilities.ts';
import { checkNeeds } from './needs.ts';
import { CannotDo } from './problem.ts';

const events = { 'lamps.lamp.lit': {} };
const found = (resources: object): Found[] =>
  [
    { folder: '', contract: { name: 'lamps', operations: {}, events }, resources: { hears: ['lamps.lamp.lit'] } },
    { folder: '', contract: { name: 'streets', operations: {} }, resources },
  ] as unknown as Found[];

it('lets a capability ask others, and hear events of its own and of others', () => {
  expect(() => checkNeeds(found({ uses: ['lamps'], hears: ['lamps.lamp.lit'] }))).not.toThrow();
  expect(() => checkNeeds(found({}))).not.toThrow();
});

it.each([
  [{ uses: ['lamps', 'lanterns'] }, 'functions/streets/resources.ts uses “lanterns”: no such capability.'],
  [{ uses: ['streets'] }, 'functions/streets/resources.ts uses “streets”: it is itself.'],
  [
    { hears: ['lamps.lamp.out', 'lamps.lamp.lit'] },
    'functions/streets/resources.ts hears “lamps.lamp.out”: no contract announces such an event.',
  ],
])('refuses %j', (resources, message) => {
  expect(() => checkNeeds(found(resources))).toThrow(new CannotDo(message));
});
