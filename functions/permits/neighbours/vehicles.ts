/** Vehicles, as the `vehicles` capability of the council tells them. It enriches a quote and never stops one. */
import type { vehicles } from '#functions/vehicles/contract.ts';
import { type Calls, Refused } from '#shared/calls.ts';
import { Down } from '#shared/outbound.ts';
import type { DeclaredVehicle } from '../contract/quoteOperations.ts';
import type { VehicleFacts } from '../contract/quotes.ts';
import type { Vehicles } from '../lookUps.ts';

type Asked = Pick<Calls<typeof vehicles>, 'lookUpVehicle'>;

const isDeclared = (declared: object): boolean => Object.keys(declared).length > 0;

/** As `vehicles` judges it: what is electric emits nothing, and a zero of anything else but hydrogen tells nothing. */
const emissions = ({ fuel, co2 }: DeclaredVehicle): number | undefined => {
  if (fuel === 'electric') return 0;
  return co2 === 0 && fuel !== 'hydrogen' ? undefined : co2;
};

const unasked = (declared: DeclaredVehicle): VehicleFacts & { outcome: string } => ({
  ...{ ...declared, co2: emissions(declared) },
  ...{ source: isDeclared(declared) ? 'declared' : 'none', verified: false, outcome: 'unavailable' },
});

export const vehiclesBy = ({ lookUpVehicle }: Asked): Vehicles => ({
  lookUp: async (council, { registration, foreign, declared = {} }) => {
    // DVLA knows none of these.
    const { motorcycle, widthMm, seats, ...told } = declared;
    try {
      const { outcome, source, facts } = await lookUpVehicle(council, {
        body: { registration, foreign, declared: told },
      });
      const { make, colour, fuel, co2, engineCc, euro, typeApproval, firstRegistered, taxed, exported } = facts;
      return {
        ...{ outcome, source, verified: outcome === 'found' },
        ...{ make, colour, fuel, co2, engineCc, euro, typeApproval, firstRegistered, taxed, exported },
        weightKg: facts.revenueWeightKg,
        ...{ lengthMm: told.lengthMm, widthMm, seats },
        motorcycle: facts.isMotorcycle ?? motorcycle,
      };
    } catch (error) {
      if (error instanceof Refused || error instanceof Down) return unasked(declared);
      throw error;
    }
  },
});
