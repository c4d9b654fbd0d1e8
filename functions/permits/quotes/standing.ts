/** What permits that there are already rule out. Asked for a quote, which keeps no place; settled when a permit is made. */
import type { Scheme } from '../contract/schemes.ts';

/** Which limit is reached. */
export type Limit = 'household' | 'resident' | 'property';

/** A permit that counts still and can be followed by another. */
export interface Renewable {
  readonly scheme: string;
  readonly uprn: string;
  readonly nth: number;
  /** Its last day. */
  readonly ends: string;
}

export interface Standing {
  /** `undefined` for a permit that there is not, or that has ended. */
  renewable(council: string, permit: string, at: number): Promise<Renewable | undefined>;
  /** Which permit it would be at the property, from 1; or which limit of the scheme is in the way. `person` is known by a hash. */
  nextNth(
    council: string,
    asked: { readonly scheme: Scheme; readonly uprn: string; readonly person?: string },
    at: number,
  ): Promise<number | Limit>;
  /** By the limit that the scheme sets for the zone. */
  zoneIsFull(council: string, scheme: Scheme, zone: string, at: number): Promise<boolean>;
  /** Whether a permit of the zone is out for the vehicle already. */
  vehicleHasPermit(council: string, registration: string, zone: string, at: number): Promise<boolean>;
}
