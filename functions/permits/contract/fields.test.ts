import * as z from 'zod/mini';
import { FileContent, mostFileBytes } from './fields.ts';

const isTaken = (content: string): boolean => z.safeParse(FileContent, content).success;

it.each([
  ['a file of exactly 4 MB', `${'A'.repeat(Math.floor(mostFileBytes / 3) * 4)}AA==`, true],
  ['more than that', 'A'.repeat(Math.ceil(mostFileBytes / 3) * 4 + 4), false],
  ['one byte', 'AA==', true],
  ['two bytes', 'AAA=', true],
  ['nothing', '', false],
  ['a length that is none', 'AAAAA', false],
  ['the alphabet of addresses', 'AA-_', false],
  ['an end in the middle', 'AA==AAAA', false],
  ['an end of three', 'A===', false],
  ['lines', 'AAA\n', false],
])('base64 of %s', (_, content, expected) => {
  expect(isTaken(content)).toBe(expected);
});
