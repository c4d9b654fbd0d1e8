/** What permits ask of other capabilities, as they need it. Tests put others in their place. */
import type { DeclaredVehicle } from './contract/quoteOperations.ts';
import type { VehicleFacts } from './contract/quotes.ts';
import type { Place } from './zones/finding.ts';

export interface FoundAddress extends Place {
  readonly uprn: string;
  /** On one line. */
  readonly addressLine: string;
}

export interface Addresses {
  /** Throws `Down`. */
  find(council: string, uprn: string): Promise<FoundAddress | undefined>;
  /** Every address of a postcode. Throws `Down`. */
  inPostcode(council: string, postcode: string): Promise<FoundAddress[]>;
}

export interface AskedVehicle {
  readonly registration: string;
  readonly foreign: boolean;
  readonly declared?: DeclaredVehicle | undefined;
}

export interface Vehicles {
  /** Whatever comes: where nobody tells, what was declared, or nothing. */
  lookUp(council: string, vehicle: AskedVehicle): Promise<VehicleFacts & { readonly outcome: string }>;
}
