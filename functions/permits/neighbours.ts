/** Other capabilities of the deployment that permits ask. */
import { addresses } from '#functions/addresses/contract.ts';
import { notifications } from '#functions/notifications/contract.ts';
import { payments } from '#functions/payments/contract.ts';
import { vehicles } from '#functions/vehicles/contract.ts';
import { callsOf, type Invoke } from '#shared/calls.ts';
import type { MessageCalls } from './applications/telling.ts';
import type { Addresses, Vehicles } from './lookUps.ts';
import { paymentsBy } from './money/calls.ts';
import type { Payments } from './money/ports.ts';
import { addressesBy } from './neighbours/addresses.ts';
import { vehiclesBy } from './neighbours/vehicles.ts';

export interface Neighbours {
  readonly addresses: Addresses;
  readonly vehicles: Vehicles;
  readonly payments: Payments;
  readonly notifications: MessageCalls;
}

export const neighboursBy = (invoke: Invoke): Neighbours => ({
  addresses: addressesBy(callsOf(addresses, 'permits', invoke)),
  vehicles: vehiclesBy(callsOf(vehicles, 'permits', invoke)),
  payments: paymentsBy(callsOf(payments, 'permits', invoke)),
  notifications: callsOf(notifications, 'permits', invoke),
});
