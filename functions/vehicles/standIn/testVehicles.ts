/**
 * The thirteen marks of DVLA's test environment. The bodies of AA19AAA, AA19EEE and AA19PPP are as DVLA's developer portal shows them; of
 * the other five it tells only that they are found, so that theirs are made up to fit their names.
 */
import type { Body } from './plausible.ts';

const car = {
  ...{ artEndDate: '2025-03-30', markedForExport: false, colour: 'RED', make: 'FORD', yearOfManufacture: 2019 },
  ...{ typeApproval: 'M1', revenueWeight: 0, wheelplan: '2 AXLE RIGID BODY', dateOfLastV5CIssued: '2019-05-20' },
  ...{ monthOfFirstRegistration: '2019-03', monthOfFirstDvlaRegistration: '2019-03', realDrivingEmissions: '1' },
  ...{ taxStatus: 'Taxed', motStatus: 'No details held by DVLA' },
};
const petrol = { ...car, fuelType: 'PETROL', co2Emissions: 300, engineCapacity: 2000, euroStatus: 'EURO1' };
const { realDrivingEmissions: _step, ...withoutStep } = car;
const lorry = {
  ...{ co2Emissions: 0, engineCapacity: 2000, euroStatus: 'EURO6', markedForExport: false, fuelType: 'PETROL' },
  ...{ revenueWeight: 44_000, colour: 'RED', make: 'FORD', yearOfManufacture: 2016, taxStatus: 'Taxed' },
  ...{ dateOfLastV5CIssued: '2019-05-20', wheelplan: '3 AXLE + 3 AXLE ARTIC', monthOfFirstDvlaRegistration: '2016-09' },
};

/** `taxDueDate` is a year ahead, unless it is here. */
export const testVehicles: Readonly<Record<string, Body>> = {
  AA19AAA: petrol,
  AA19EEE: {
    ...withoutStep,
    ...{ fuelType: 'ELECTRICITY', co2Emissions: 200, euroStatus: 'EURO1', motStatus: 'No results returned' },
  },
  AA19PPP: lorry,
  L2WPS: { ...petrol, taxStatus: 'Untaxed', taxDueDate: '2020-03-01' },
  AA19SRN: { ...petrol, taxStatus: 'SORN', taxDueDate: '2020-03-01' },
  AA19DSL: { ...petrol, fuelType: 'DIESEL', co2Emissions: 150, euroStatus: 'EURO6' },
  AA19MOT: { ...petrol, motStatus: 'Not valid', motExpiryDate: '2022-03-30' },
  AA19AMP: { ...petrol, make: 'ASH & WILLOW' },
};

const failure = (status: string, code: string, title: string, detail: string) => ({
  errors: [{ status, code, title, detail }],
});

/** Status and body, as clients of the service have seen them. */
export type Refusal = readonly [status: number, body: unknown];

export const refusals = {
  bad: [400, failure('400', 'ENQ103', 'Bad Request', 'Invalid format for field - vehicle registration number')],
  keyless: [403, { message: 'Forbidden' }],
  notFound: [404, failure('404', '404', 'Vehicle Not Found', 'Record for vehicle not found')],
  tooMany: [429, { message: 'Too Many Requests' }],
  failed: [500, failure('500', 'ENQ108', 'Internal Server Error', 'System Error occurred')],
  maintenance: [
    503,
    [
      {
        status: 503,
        title: 'System currently down for maintenance',
        detail: 'The service is currently down for maintenance, please contact support for more information',
      },
    ],
  ],
} as const satisfies Readonly<Record<string, Refusal>>;

export const testRefusals: Readonly<Record<string, Refusal>> = {
  ER19BAD: refusals.bad,
  ER19NFD: refusals.notFound,
  ER19THR: refusals.tooMany,
  ER19ERR: refusals.failed,
  ER19MNT: refusals.maintenance,
};
