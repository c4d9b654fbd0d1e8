/** A vehicle for any mark, always the same: so that a journey on a developer's machine finds what somebody types. */
import { createHash } from 'node:crypto';

export type Body = Readonly<Record<string, string | number | boolean>>;

const makes = ['FORD', 'VAUXHALL', 'NISSAN', 'TOYOTA', 'KIA', 'SKODA', 'VOLKSWAGEN', 'BMW'];
const colours = ['BLACK', 'BLUE', 'GREY', 'RED', 'SILVER', 'WHITE', 'GREEN'];
const combustion = (fuelType: string, co2: number, step: number): Body => ({
  ...{ fuelType, co2Emissions: co2 + step, engineCapacity: 998 + 10 * step, euroStatus: 'EURO 6 AD' },
  realDrivingEmissions: '2',
});
const fuels: readonly ((step: number) => Body)[] = [
  (step) => combustion('PETROL', 99, step),
  (step) => combustion('PETROL', 120, step),
  (step) => combustion('DIESEL', 110, step),
  (step) => combustion('HYBRID ELECTRIC', 25, step),
  () => ({ fuelType: 'ELECTRICITY', co2Emissions: 0 }),
];

/** `AB73 CDE` was registered from September 2023, `AB23 CDE` from March; other marks tell no year. */
const registered = (mark: string, byte: number): string => {
  const age = Number(/^[A-Z]{2}(\d{2})[A-Z]{3}$/.exec(mark)?.[1] ?? 10 + (byte % 15));
  return age > 50 ? `${2000 + age - 50}-09` : `${2000 + age}-03`;
};

const inAYear = (now: number, days: number): string => new Date(now + days * 86_400_000).toISOString().slice(0, 10);

export const plausible = (mark: string, now: number): Body => {
  const [make = 0, colour = 0, fuel = 0, step = 0, age = 0, tax = 0, mot = 0] = createHash('sha256')
    .update(mark)
    .digest();
  const month = registered(mark, age);
  return {
    ...fuels[fuel % fuels.length]?.(step % 80),
    make: makes[make % makes.length] ?? 'FORD',
    colour: colours[colour % colours.length] ?? 'RED',
    ...{ typeApproval: 'M1', revenueWeight: 1500 + step, wheelplan: '2 AXLE RIGID BODY', markedForExport: false },
    ...{ yearOfManufacture: Number(month.slice(0, 4)), dateOfLastV5CIssued: `${month}-20` },
    ...{ monthOfFirstRegistration: month, monthOfFirstDvlaRegistration: month },
    ...{
      taxStatus: 'Taxed',
      taxDueDate: inAYear(now, 30 + tax),
      motStatus: 'Valid',
      motExpiryDate: inAYear(now, 30 + mot),
    },
  };
};
