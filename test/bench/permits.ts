/**
 * Permits of a district that does not exist, written straight into the engine, and what a warden’s check of one costs. Part of
 * `npm run bench`; alone, without the gateway: `node test/bench/permits.ts`.
 */
import { enforcementHandlers } from '#functions/permits/enforcement/handlers.ts';
import { markWrites } from '#functions/permits/enforcement/marks.ts';
import { enforcementStore } from '#functions/permits/enforcement/store.ts';
import type { Item } from '#shared/dynamodb/expression.ts';
import { type Meter, metered } from '#shared/dynamodb/meter.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import { eventId } from '#shared/events/outbox.ts';

const council = 'marlbeck';
const zone = (n: number): string => `zone-${n % 20}`;
const registrationOf = (n: number): string => `ZZ${String(n).padStart(5, '0')}`;
const moment = '2026-04-01T00:00:00.000Z';
const aYear = 366 * 86_400_000;

/** A permit and its marks, as its transaction writes them. */
const itemsOf = (n: number): Item[] => {
  const until = new Date(Date.now() + aYear).toISOString();
  const permit = {
    ...{ permit: `PM-${String(n).padStart(8, '0')}`, scheme: 'resident', kind: 'resident' as const, zone: zone(n) },
    ...{ status: 'active' as const, version: 1, issuedAt: moment, changedAt: moment },
    covers: [{ registration: registrationOf(n), from: moment, until }],
  };
  const index = { gsi1pk: `${council}#PERMITS#${permit.zone}`, gsi1sk: `${moment}#${permit.permit}` };
  const kept = { pk: `${council}#PERMIT#${permit.permit}`, sk: 'PERMIT', type: 'permit', ...permit, ...index };
  const marks = markWrites(council, undefined, permit, (end) => Math.ceil(end / 1000));
  return [kept, ...marks.flatMap((write) => ('put' in write ? [write.put] : []))];
};

export const writePermits = (table: Table, permits: number): Promise<void> =>
  table.writeMany({ puts: Array.from({ length: permits }, (_, n) => itemsOf(n)).flat() });

/** Every tenth vehicle has no permit. */
const questions = (permits: number, asked: number) =>
  Array.from({ length: asked }, (_, i) => {
    const n = (i * 7919) % permits;
    return { registration: registrationOf(i % 10 === 0 ? permits + n : n), zone: zone(n), isAllowed: i % 10 > 0 };
  });

/** Milliseconds of each check, one after another. Throws where an answer is wrong. */
export const measureChecks = async (
  { permits, asked }: { readonly permits: number; readonly asked: number },
  check: (body: { registration: string; zone: string }) => Promise<{ readonly allowed: boolean }>,
): Promise<number[]> => {
  const milliseconds: number[] = [];
  for (const { isAllowed, ...body } of questions(permits, asked)) {
    const asking = performance.now();
    const { allowed } = await check(body);
    milliseconds.push(performance.now() - asking);
    if (allowed !== isAllowed) throw new Error('A check was answered wrongly.');
  }
  return milliseconds;
};

const alone = async (): Promise<void> => {
  const { startEngine } = await import('../../infra/local/engine.ts');
  const { freshTable, keptForGood } = await import('../support/table.ts');
  const engine = await startEngine(undefined);
  try {
    process.env.TEST_ENGINE = engine.endpoint;
    const table = await freshTable();
    const figures = { permits: 50_000, asked: 2000 };
    await writePermits(table, figures.permits);
    const zones = new Map(Array.from({ length: 20 }, (_, n) => [zone(n), { name: zone(n) }]));
    const { checkPermit } = enforcementHandlers({
      enforcement: enforcementStore({ table, checks: keptForGood }),
      zones: { index: async () => ({ zones, at: () => ({ zones: [] }) }) },
      ...{ clock: Date.now, newId: eventId },
    });
    const meters: Meter[] = [];
    const milliseconds = await measureChecks(figures, (body) =>
      metered(async (meter) => {
        meters.push(meter);
        return checkPermit({ council, body } as Parameters<typeof checkPermit>[0]);
      }),
    );
    const sorted = milliseconds.toSorted((a, b) => a - b);
    const mean = (of: (meter: Meter) => number) => meters.reduce((sum, meter) => sum + of(meter), 0) / meters.length;
    console.table({
      checks: {
        ...{ 'p50 ms': sorted[1000]?.toFixed(2), 'p99 ms': sorted[1980]?.toFixed(2) },
        'read units': mean(({ readUnits }) => readUnits).toFixed(2),
        'write units': mean(({ writeUnits }) => writeUnits).toFixed(2),
        calls: mean(({ roundTrips }) => roundTrips).toFixed(2),
      },
    });
  } finally {
    await engine.stop();
  }
};

if (import.meta.main) await alone();
