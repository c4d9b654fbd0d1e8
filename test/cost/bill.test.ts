import { costOf, page, storageCost } from './bill.ts';

const measured = { readUnits: 2, writeUnits: 0, logBytes: 350 };

it('adds up what a million look-ups cost', () => {
  // 1.16 + 0.20 + 2 × 0.1485 + 20,000 s × 0.0000133334 + 0.6 GB × 0.5985
  expect(costOf({ operation: 'listAddresses', calls: 1_000_000, says: '' }, measured)).toBeCloseTo(2.2828, 4);
});

it('counts storage of two versions for a year', () => {
  // 0.4 GB × 12 × (0.29715 + 0.23772)
  expect(storageCost(100_000)).toBeCloseTo(2.5674, 4);
});

it('refuses to leave out what was not measured', () => {
  expect(() => page([{ operation: 'getAddress', calls: 1, says: '' }], new Map(), 1)).toThrow('getAddress');
});
