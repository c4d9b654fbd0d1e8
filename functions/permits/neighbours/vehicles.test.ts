import { Down } from '#shared/outbound.ts';
import { vehiclesBy } from './vehicles.ts';

const { lookUp } = vehiclesBy({
  lookUpVehicle: async () => {
    throw new Down('There is nobody to ask.', 1);
  },
});

it.each([
  ['a petrol car of 90', { fuel: 'petrol', co2: 90 }, 90],
  ['a petrol car of 0', { fuel: 'petrol', co2: 0 }, undefined],
  ['a vehicle of 0 and no fuel', { co2: 0 }, undefined],
  ['an electric car of 200', { fuel: 'electric', co2: 200 }, 0],
  ['an electric car of nothing', { fuel: 'electric' }, 0],
  ['a hydrogen car of 0', { fuel: 'hydrogen', co2: 0 }, 0],
] as const)('%s is declared, where nobody can be asked', async (_, declared, co2) => {
  const facts = await lookUp('marlbeck', { registration: 'ZZ26ABC', foreign: false, declared });
  expect(facts).toMatchObject({ source: 'declared', verified: false, outcome: 'unavailable' });
  expect(facts.co2).toBe(co2);
});

it('knows nothing of a vehicle of which nothing is declared', async () => {
  expect(await lookUp('marlbeck', { registration: 'ZZ26ABC', foreign: false })).toMatchObject({ source: 'none' });
});

it('adds what DVLA knows of no vehicle: how long and wide it is, and how many it carries', async () => {
  const size = { lengthMm: 5400, widthMm: 2300, seats: 9 };
  const asked: unknown[] = [];
  const dvla = vehiclesBy({
    lookUpVehicle: async (_, { body }) => {
      asked.push(body.declared);
      const facts = { fuel: 'diesel' as const, mot: 'valid' as const, cautions: [] };
      const checkedAt = '2026-11-23T09:30:00.000Z';
      return { registration: 'ZZ26ABC', outcome: 'found' as const, source: 'dvla' as const, facts, checkedAt };
    },
  });
  const facts = await dvla.lookUp('marlbeck', { registration: 'ZZ26ABC', foreign: false, declared: size });
  expect(facts).toMatchObject({ ...size, source: 'dvla', fuel: 'diesel' });
  expect(asked).toEqual([{ lengthMm: 5400 }]);
});
