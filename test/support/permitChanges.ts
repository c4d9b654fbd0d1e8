/** Permits that are issued, and what becomes of them: on the engine, with vehicles, addresses and schemes made up. */
import * as z from 'zod/mini';
import { attending, sweep } from '#functions/permits/applications/sweep.ts';
import { finishChange } from '#functions/permits/changes/finishing.ts';
import { changesDue, type FollowingDependencies } from '#functions/permits/changes/following.ts';
import { changeHandlers } from '#functions/permits/changes/handlers.ts';
import { changeOperations } from '#functions/permits/contract/changeOperations.ts';
import type { VehicleFacts } from '#functions/permits/contract/quotes.ts';
import { type Scheme, SchemeSettings } from '#functions/permits/contract/schemes.ts';
import { waitingOperations } from '#functions/permits/contract/waitingOperations.ts';
import { waitingHandlers } from '#functions/permits/waiting/handlers.ts';
import { lineIn } from '#functions/permits/waiting/line.ts';
import { zoneIndex } from '#functions/permits/zones/finding.ts';
import { council, type Here, permitsCouncil, type Wanted } from './permitsCouncil.ts';

const operations = { ...changeOperations, ...waitingOperations };
type OperationId = keyof typeof operations;
// biome-ignore lint/suspicious/noExplicitAny: what an operation answers is looked at field by field.
type Answer = any;

const tariff = {
  bands: [{ when: [{ fact: 'fuel', is: ['diesel'] }], band: 'dear' }, { band: 'usual' }],
  prices: [
    { band: 'usual', ladder: [6000, 7200] },
    { band: 'dear', ladder: [12_000] },
    { band: 'usual', zone: 'old-town', ladder: [9000] },
    { band: 'usual', zone: 'low-road', ladder: [1200] },
  ],
};
const zones = [
  { zone: 'mill-lane', name: 'Mill Lane', streets: [], uprns: ['1', '2'], excluded: [] },
  { zone: 'old-town', name: 'Old Town', streets: [], uprns: ['5'], excluded: [] },
  { zone: 'low-road', name: 'Low Road', streets: [], uprns: ['6'], excluded: [] },
];

const schemeOf = (given: object): Scheme => ({
  ...{ scheme: 'resident', version: '2026-01-01.1' },
  ...z.parse(SchemeSettings, {
    name: 'Resident permit',
    kind: 'resident',
    inForceFrom: '2026-01-01',
    tariff,
    ...given,
  }),
});

/** As the pipeline gives it, keeping no answer. */
const idempotency = {
  answer: async (answer: unknown, write: (note: object) => Promise<unknown>) => {
    await write({ writes: [] });
    return answer;
  },
};

type Base = Awaited<ReturnType<typeof permitsCouncil>>;

/** What the test says of everything outside. */
const aWorld = (settings: object) => ({
  today: schemeOf(settings),
  vehicles: {} as Record<string, Partial<VehicleFacts>>,
  addresses: ['1', '2', '5', '6', '9'],
});

const dependenciesIn = (base: Base, settings: object, world: ReturnType<typeof aWorld>) => ({
  ...base.dependencies,
  line: lineIn(base.table),
  schemes: { ...base.dependencies.schemes, on: async () => world.today, version: async () => schemeOf(settings) },
  vehicles: {
    lookUp: async (_: string, { registration }: { readonly registration: string }) => ({
      ...{ source: 'dvla' as const, verified: true, outcome: 'found', fuel: 'petrol' as const },
      ...world.vehicles[registration],
    }),
  },
  addresses: {
    find: async (_: string, uprn: string) => (world.addresses.includes(uprn) ? { uprn, addressLine: uprn } : undefined),
    inPostcode: async () => [],
  },
  zones: { ...base.dependencies.zones, index: async () => zoneIndex(zones) },
});

const asking = (dependencies: FollowingDependencies & Base['dependencies']) => {
  const answers: Readonly<Record<string, (request: Answer) => Answer>> = {
    ...changeHandlers(dependencies),
    ...waitingHandlers(dependencies),
  };
  return async (id: OperationId, params: object, body: object = {}, by = 'k'): Promise<Answer> => {
    const operation: { readonly summary: string; readonly body?: unknown } = operations[id];
    const parsed = operation.body ? z.parse(operation.body as z.core.$ZodType, body) : undefined;
    return answers[id]?.({ council, caller: { keyId: by, council, scopes: ['*'] }, params, body: parsed, idempotency });
  };
};

const paid = async ({ of, payments, hear }: Base, application: string): Promise<void> => {
  const { payment } = await of('payForPermit', application, { returnUrl: 'https://marlbeck.example/paid' });
  payments.end(payment, 'success');
  await hear({
    ...{ id: payment, type: 'payments.payment.finished', version: 1, council, subject: payment, time: '' },
    data: { subject: `permits:${application}`, payment },
  } as never);
};

const issuing = async (base: Base, wanted: Wanted, body: object): Promise<string> => {
  const quote = await base.quote({ pence: 6000, ...wanted });
  const application = await base.apply(quote?.quote ?? '', body);
  if (application.money.due > 0) await paid(base, application.application);
  return application.permit;
};

export const permitChanges = async (given: object = {}, here: Here = {}) => {
  const settings = { tariff, approval: 'automatic', ...given };
  const base = await permitsCouncil(settings, here);
  const world = aWorld(settings);
  const dependencies = dependenciesIn(base, settings, world);
  const ask = asking(dependencies);
  return {
    ...{ ...base, world, dependencies },
    change: (id: OperationId, permit: string, body?: object, by?: string) => ask(id, { permit }, body, by),
    takeOffer: (application: string, quote: string) => ask('takePermitOffer', { application }, { quote }),
    again: (settings2: object) => {
      world.today = schemeOf({ ...settings, ...settings2 });
    },
    /** An active permit, with what it cost paid by card. */
    issued: (wanted: Wanted = {}, body: object = {}) => issuing(base, wanted, body),
    paid: (application: string) => paid(base, application),
    finish: (application: string) => finishChange(dependencies, council, application),
    sweep: sweep(dependencies, { ...attending(dependencies), ...changesDue(dependencies) }),
    covered: async (registration: string): Promise<[string, string][]> => {
      const marks = await base.marks(registration);
      const times = marks.map(({ from, until }): [string, string] => [`${from}`.slice(0, 16), `${until}`.slice(0, 16)]);
      return times.sort(([one], [other]) => (one < other ? -1 : 1));
    },
    slots: async (hold: string): Promise<string[]> =>
      (await base.table.queryAll({ pk: `${council}#HOLD#${hold}`, consistent: true })).map(({ permit }) =>
        String(permit),
      ),
  };
};
