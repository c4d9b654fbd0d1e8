/** A line of the request log, as it counts. */
import type { Line } from '#functions/usage/counts.ts';

export const aLine = (overrides: Partial<Line> = {}): Line => ({
  type: 'request',
  time: '2026-11-23T09:30:00.000Z',
  capability: 'addresses',
  operation: 'getAddress',
  council: 'marlbeck',
  keyId: 'k3Yid00042',
  status: 200,
  milliseconds: 12,
  readUnits: 0.5,
  writeUnits: 0,
  memory: 1024,
  warmFunction: 'warm-1',
  sequence: 1,
  bytes: 400,
  ...overrides,
});
