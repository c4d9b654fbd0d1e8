import fc from 'fast-check';
import * as z from 'zod/mini';
import { InvalidCursor } from '../contract/problems.ts';
import { makeCursor, openCursor } from './cursor.ts';

const binding = ['marlbeck', 'addresses', 'ZZ1 1AA', undefined];

it('goes on where it was made', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (position) => {
      const opened = openCursor(z.unknown(), binding, makeCursor(binding, position));
      expect(JSON.stringify(opened)).toBe(JSON.stringify(position));
    }),
  );
});

it('is nothing when there is none', () => {
  expect(openCursor(z.unknown(), binding, undefined)).toBeUndefined();
});

it.each([
  ['another council', ['pellwick', 'addresses', 'ZZ1 1AA', undefined]],
  ['another list', ['marlbeck', 'datasets', 'ZZ1 1AA', undefined]],
  ['another query', ['marlbeck', 'addresses', 'ZZ1 1AB', undefined]],
  ['a filter more', ['marlbeck', 'addresses', 'ZZ1 1AA', ['residential']]],
])('is refused for %s', (_, other) => {
  expect(() => openCursor(z.unknown(), other, makeCursor(binding, [7, 100]))).toThrow(InvalidCursor);
});

it('is refused when it was changed', () => {
  const [, seal] = makeCursor(binding, [7, 100]).split('.');
  const changed = `${Buffer.from('[7,200]').toString('base64url')}.${seal}`;
  expect(() => openCursor(z.unknown(), binding, changed)).toThrow(InvalidCursor);
});

it('is refused when it is anything else', () => {
  fc.assert(
    fc.property(fc.string(), (text) => expect(() => openCursor(z.unknown(), binding, text)).toThrow(InvalidCursor)),
  );
});

it('is refused when its position is of another kind, though the seal is right', () => {
  expect(() => openCursor(z.string(), binding, makeCursor(binding, { S: 'first' }))).toThrow(InvalidCursor);
});
