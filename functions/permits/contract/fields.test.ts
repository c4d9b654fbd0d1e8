import * as z from 'zod/mini';
import { FileContent, mostFileBytes, normalRegistration, ZoneCode } from './fields.ts';

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

it.each([
  ['zz26 abc', 'ZZ26ABC'],
  ['ZZ-26·ABC', 'ZZ26ABC'],
  ['MÜ-AB 123', 'MUAB123'],
  ['ＺＺ26ABC', 'ZZ26ABC'],
  ['АВ 1234', undefined],
  ['ZZ26 АВС', undefined],
  ['Z', undefined],
  ['A'.repeat(16), undefined],
])('the registration %s is %s', (given, expected) => {
  expect(normalRegistration(given)).toBe(expected);
});

it.each([
  ['mill-lane', true],
  ['constructor', false],
])('a zone can have the code %s: %s', (code, expected) => {
  expect(z.safeParse(ZoneCode, code).success).toBe(expected);
});
