import fc from 'fast-check';
import { type Asked, fingerprintOf, placeOf, seal, unseal } from './seal.ts';

const anAsker = (overrides: Partial<Asked> = {}): Asked => ({
  council: 'marlbeck',
  keyId: 'caller0001',
  operation: 'makeThing',
  idempotencyKey: '8e03978e-40d5-43e8-bc93-6894a57f9324',
  token: 'cc_caller0001_secret',
  ...overrides,
});

const others: readonly Partial<Asked>[] = [
  { council: 'pellwick' },
  { keyId: 'caller0002' },
  { operation: 'other' },
  { idempotencyKey: '00000000-0000-4000-8000-000000000000' },
];

it('opens whatever was sealed, for who sealed it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const written = JSON.parse(JSON.stringify(value));
      expect(unseal(anAsker(), seal(anAsker(), value))).toEqual(written);
    }),
    { numRuns: 50 },
  );
});

it.each([...others, { token: 'cc_caller0001_another' }])('opens for nobody else: %j', (other) => {
  expect(unseal(anAsker(other), seal(anAsker(), 'answer'))).toBeUndefined();
});

it('opens nothing that was tampered with', () => {
  const sealed = seal(anAsker(), { name: 'answer' });
  for (const [i, byte] of sealed.entries()) {
    const changed = sealed.with(i, byte ^ 1);
    expect(unseal(anAsker(), changed)).toBeUndefined();
  }
});

it.each(others)('has a place of its own for each caller, operation and key: %j', (other) => {
  expect(placeOf(anAsker(other))).not.toEqual(placeOf(anAsker()));
});

it('is kept under the council, and stays where it is when the caller gets another text of its key', () => {
  expect(placeOf(anAsker()).pk).toMatch(/^marlbeck#IDEMPOTENCY#[\w-]{43}$/);
  expect(placeOf(anAsker({ token: 'cc_caller0001_another' }))).toEqual(placeOf(anAsker()));
});

it('tells payloads apart by what they say, not by the order of their fields', () => {
  const print = (input: unknown) => fingerprintOf(anAsker(), input);
  expect(print({ a: 1, b: { c: [1, 2], d: undefined } })).toBe(print({ b: { c: [1, 2] }, a: 1 }));
  const different = [{ a: 1 }, { a: '1' }, { a: [1] }, { b: 1 }, { a: { a: 1 } }, {}, [], [1, 2], [2, 1], null];
  expect(new Set(different.map(print)).size).toBe(different.length);
});
