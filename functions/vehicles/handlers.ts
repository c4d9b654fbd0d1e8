import type { Handlers } from '#shared/contract/capability.ts';
import type { Provider, Providers } from '#shared/provider.ts';
import { isCurrent, isUsable } from './age.ts';
import type { LookUp, Reason, Vehicle, vehicles } from './contract.ts';
import { couldBe } from './couldBe.ts';
import { differing, factsDeclared, factsOf } from './facts.ts';
import type { VehicleStore } from './store.ts';
import type { Settings, Ves } from './ves.ts';
import { lasting, type VesVehicle } from './vesVehicle.ts';

export interface Dependencies {
  readonly store: VehicleStore;
  readonly ves: Ves;
  readonly providerOf: Providers<typeof vehicles>;
  readonly clock: () => number;
}

interface Heard {
  readonly outcome: Vehicle['outcome'];
  readonly reason?: Reason;
  readonly vehicle?: VesVehicle | undefined;
  readonly checkedAt: string;
}

const advice: Readonly<Record<Vehicle['outcome'], string | undefined>> = {
  found: undefined,
  not_found:
    'DVLA has no vehicle with this registration. Check it against the number plate or the log book (V5C). If it is right, go on with the details from the log book.',
  unavailable: 'DVLA cannot be asked at the moment. Go on with the details from the log book (V5C).',
  not_offered: 'The council does not check vehicles with DVLA. Give the details from the log book (V5C).',
  not_asked: 'DVLA has no details of vehicles registered abroad. Give the details from the vehicle’s papers.',
};

const asked = async (
  { store, ves, clock }: Dependencies,
  council: string,
  provider: Provider<Settings>,
  { registration, fresh }: LookUp,
): Promise<Heard> => {
  const kept = fresh ? undefined : await store.find(council, registration);
  if (kept && isCurrent(kept, provider.settings, clock()))
    return { outcome: kept.vehicle ? 'found' : 'not_found', ...kept };
  const told = await ves(council, provider, registration);
  const checkedAt = new Date(clock()).toISOString();
  if (told.outcome !== 'unavailable') {
    const vehicle = told.outcome === 'found' ? told.vehicle : undefined;
    await store.keep(council, registration, { vehicle, checkedAt });
    return { outcome: told.outcome, vehicle, checkedAt };
  }
  if (kept?.vehicle && isUsable(kept, provider.settings, clock()))
    return { outcome: 'found', vehicle: lasting(kept.vehicle), checkedAt: kept.checkedAt };
  return { ...told, checkedAt };
};

const heard = async (dependencies: Dependencies, council: string, body: LookUp): Promise<Heard> => {
  const checkedAt = new Date(dependencies.clock()).toISOString();
  if (body.foreign) return { outcome: 'not_asked', checkedAt };
  const provider = dependencies.providerOf(council);
  return provider ? asked(dependencies, council, provider, body) : { outcome: 'not_offered', checkedAt };
};

const isTold = (declared: LookUp['declared']): boolean =>
  Object.values(declared ?? {}).some((value) => value !== undefined);

const answered = ({ registration, declared }: LookUp, { vehicle, ...told }: Heard): Vehicle => {
  const said = { registration, ...told, ...(declared && { declared }), advice: advice[told.outcome] };
  if (!vehicle) {
    const alike = told.outcome === 'not_found' ? couldBe(registration) : [];
    return {
      ...said,
      source: isTold(declared) ? 'declared' : 'none',
      facts: factsDeclared(declared ?? {}),
      ...(alike.length > 0 && { couldBe: alike }),
    };
  }
  const facts = factsOf(vehicle);
  const differs = differing(facts, declared ?? {});
  return { ...said, source: 'dvla', facts, ...(differs.length > 0 && { differs }) };
};

export const handlers = (dependencies: Dependencies): Handlers<typeof vehicles> => ({
  lookUpVehicle: async ({ council, body }) => answered(body, await heard(dependencies, council, body)),
});
