import { mentions } from './mentions.ts';

it.each([
  ['jo@marlbeck.example', true],
  ['Held by Jo@Marlbeck.Example.', true],
  ['<jo@marlbeck.example>', true],
  ['mailto:jo@marlbeck.example, website', true],
  ['mary-jo@marlbeck.example', false],
  ['mary.jo@marlbeck.example', false],
  ['x+jo@marlbeck.example', false],
  ["o'jo@marlbeck.example", false],
  ['jo@marlbeck.example.org', false],
  ['jo@marlbeck.examples', false],
  ['jo@marlbeck-example', false],
  ['jo@marlbeckxexample', false],
])('“%s” mentions jo@marlbeck.example: %s', (text, expected) => {
  expect(mentions(text, 'jo@marlbeck.example')).toBe(expected);
});

it('takes every letter of an address as it is', () => {
  expect(mentions('a.b+c*d@e.example', 'a.b+c*d@e.example')).toBe(true);
  expect(mentions('axb+ccd@e.example', 'a.b+c*d@e.example')).toBe(false);
});
