import { keysIn, linesOf } from './connection.ts';

const key = 'api_live_0123456789abcdef';

it.each([
  [key, { '': key }],
  [` ${key}\n`, { '': key }],
  [`parking=${key}\nwaste = ${key}x`, { parking: key, waste: `${key}x` }],
  [`parking=${key}, ${key}x`, { parking: key, '': `${key}x` }],
])('reads %p', (text, wanted) => {
  const keys = keysIn(text);
  expect(typeof keys === 'string' ? keys : Object.fromEntries(keys)).toEqual(wanted);
});
it.each([
  ['', 'no key'],
  ['parking=', 'line 1'],
  [`${key}\nPARKING=${key}`, 'line 2'],
  [`a=${key}\na=${key}x`, 'second key for a'],
  [`${key}\n${key}x`, 'second key for services'],
  [`Bearer ${key}`, 'line 1'],
])('says what is wrong with %p, and no word of the secret', (text, wanted) => {
  const problem = keysIn(text);
  expect(problem).toEqual(expect.stringContaining(wanted));
  expect(problem).not.toContain('api_live');
});
it('takes lines or commas', () => expect(linesOf('a\n b,c;\r\n')).toEqual(['a', 'b', 'c']));
