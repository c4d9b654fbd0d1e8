/** Other capabilities of the deployment that permits ask. Their contracts are types here: their schemas would be a tenth of the bundle. */
import type { addresses } from '#functions/addresses/contract.ts';
import type { notifications } from '#functions/notifications/contract.ts';
import type { payments } from '#functions/payments/contract.ts';
import type { vehicles } from '#functions/vehicles/contract.ts';
import { type Asked, callsOf, type Invoke } from '#shared/calls.ts';
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

const ofAddresses: Asked<typeof addresses, 'lookUpAddresses'> = {
  name: 'addresses',
  operations: { lookUpAddresses: { method: 'POST', path: '/{council}/addresses/lookup' } },
};
const ofVehicles: Asked<typeof vehicles, 'lookUpVehicle'> = {
  name: 'vehicles',
  operations: { lookUpVehicle: { method: 'POST', path: '/{council}/vehicles/look-up' } },
};
const ofPayments: Asked<typeof payments, 'createPayment' | 'getPayment' | 'resumePayment' | 'refundPayment'> = {
  name: 'payments',
  operations: {
    createPayment: { method: 'POST', path: '/{council}/payments' },
    getPayment: { method: 'GET', path: '/{council}/payments/{payment}' },
    resumePayment: { method: 'POST', path: '/{council}/payments/{payment}/resume' },
    refundPayment: { method: 'POST', path: '/{council}/payments/{payment}/refunds' },
  },
};
const ofNotifications: Asked<typeof notifications, 'sendMessage'> = {
  name: 'notifications',
  operations: { sendMessage: { method: 'POST', path: '/{council}/notifications/messages' } },
};

export const neighboursBy = (invoke: Invoke): Neighbours => ({
  addresses: addressesBy(callsOf(ofAddresses, 'permits', invoke)),
  vehicles: vehiclesBy(callsOf(ofVehicles, 'permits', invoke)),
  payments: paymentsBy(callsOf(ofPayments, 'permits', invoke)),
  notifications: callsOf(ofNotifications, 'permits', invoke),
});
