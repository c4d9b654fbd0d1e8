/** Adds up what one request costs in DynamoDB, for the request log line. */
import { AsyncLocalStorage } from 'node:async_hooks';

export interface Meter {
  readUnits: number;
  writeUnits: number;
  roundTrips: number;
}

const current = new AsyncLocalStorage<Meter>();

/** Runs `work` with a fresh meter and gives it back beside the result. */
export const metered = <T>(work: (meter: Meter) => Promise<T>): Promise<T> => {
  const meter: Meter = { readUnits: 0, writeUnits: 0, roundTrips: 0 };
  return current.run(meter, () => work(meter));
};

export const count = (kind: 'readUnits' | 'writeUnits', units: number): void => {
  const meter = current.getStore();
  if (!meter) return;
  meter.roundTrips += 1;
  meter[kind] += units;
};
