import { metered } from '#shared/dynamodb/meter.ts';
import { eventId } from '#shared/events/outbox.ts';
import { londonInstant } from '#shared/london.ts';
import { asking } from '#test/support/asking.ts';
import { breakingClient, freshTable, keptForGood, storedIn } from '#test/support/table.ts';
import { enforcementOperations } from '../contract/enforcementOperations.ts';
import type { Permit } from '../contract/permits.ts';
import { enforcementHandlers } from './handlers.ts';
import { type Marked, markWrites } from './marks.ts';
import { enforcementStore } from './store.ts';

const council = 'marlbeck';
const instant = (day: string, time = '00:00') => new Date(londonInstant(day, time)).toISOString();
const keptUntil = () => keptForGood.until(council, 0);

type Kept = Marked & { readonly version: number };

const aPermit = (given: Partial<Permit> = {}): Kept => ({
  ...{ permit: 'PM-00000001', scheme: 'resident', kind: 'resident', zone: 'mill-lane', status: 'active', version: 1 },
  covers: [{ registration: 'ZZ01ABC', from: instant('2026-04-01'), until: instant('2027-04-01') }],
  ...{ issuedAt: instant('2026-04-01'), changedAt: instant('2026-04-01') },
  ...given,
});

const enforcing = async ({
  client,
  table = freshTable(client),
}: {
  client?: Parameters<typeof freshTable>[0];
  table?: ReturnType<typeof freshTable>;
} = {}) => {
  const at = await table;
  let now = Date.parse('2026-11-23T12:00:00Z');
  const dependencies = {
    enforcement: enforcementStore({ table: at, checks: keptForGood }),
    zones: {
      index: async () => ({
        zones: new Map(['mill-lane', 'old-town'].map((zone) => [zone, { name: zone }])),
        at: ({ point: [longitude] = [0, 0] }: { point?: readonly [number, number] }) => ({
          zones: longitude < 0 ? ['mill-lane'] : [],
        }),
      }),
    },
    ...{ clock: () => now, newId: eventId },
  };
  return {
    table: at,
    /** As the transaction of a permit does. */
    write: (before: Kept | undefined, after: Kept) =>
      at.transact([
        {
          put: {
            ...{ pk: `${council}#PERMIT#${after.permit}`, sk: 'PERMIT', type: 'permit', ...after },
            ...{ gsi1pk: `${council}#PERMITS#${after.zone}`, gsi1sk: `${after.changedAt}#${after.permit}` },
          },
        },
        ...markWrites(council, before, after, keptUntil),
      ]),
    at: (moment: string) => {
      now = Date.parse(moment);
    },
    ask: asking(enforcementOperations, enforcementHandlers(dependencies)),
  };
};

const check = (body: object) => ['checkPermit', { body }] as const;

describe('a check', () => {
  it('answers by zone, by location and for any zone, however the registration is written', async () => {
    const { ask, write } = await enforcing();
    await write(undefined, aPermit());
    const registration = 'zz01-abc ';
    const allowed = { allowed: true, reason: 'permit', endTime: instant('2027-04-01') };
    expect(await ask(...check({ registration, zone: 'mill-lane' }))).toMatchObject({ ...allowed, zone: 'mill-lane' });
    expect(await ask(...check({ registration, location: { latitude: 54, longitude: -1 } }))).toMatchObject(allowed);
    expect(await ask(...check({ registration }))).toMatchObject(allowed);
    expect(await ask(...check({ registration, location: { latitude: 54, longitude: 1 } }))).toMatchObject({
      ...{ allowed: false, reason: 'outside_zones', elsewhere: [{ permit: 'PM-00000001' }] },
    });
    expect(await ask(...check({ registration, zone: 'old-town' }))).toMatchObject({
      allowed: false,
      reason: 'other_zone',
    });
    expect(await ask(...check({ registration: 'ZZO1ABC', zone: 'mill-lane' }))).toMatchObject({
      ...{ allowed: false, reason: 'none', similar: ['ZZ01ABC'] },
    });
    await expect(ask(...check({ registration, zone: 'nowhere' }))).rejects.toMatchObject({
      type: { slug: 'permit-zone-not-found' },
      options: { errors: [{ pointer: '#/zone' }] },
    });
  });

  it('follows a permit from its issue through a temporary vehicle to its end, with the council’s grace', async () => {
    const { ask, write, at } = await enforcing();
    const reasons = async (...registrations: string[]) =>
      Promise.all(
        registrations.map(async (registration) => (await ask(...check({ registration, zone: 'mill-lane' }))).reason),
      );
    const first = aPermit({
      covers: [{ registration: 'ZZ01ABC', from: instant('2026-11-23'), until: instant('2027-04-01') }],
    });
    await write(undefined, first);
    at('2026-11-22T23:59:59.999Z');
    expect(await reasons('ZZ01ABC')).toEqual(['none']);
    at('2026-11-23T00:00:00.000Z');
    expect(await reasons('ZZ01ABC')).toEqual(['permit']);
    const temporary = {
      registration: 'ZZ99TMP',
      from: instant('2026-12-01', '09:00'),
      until: instant('2026-12-15', '09:00'),
      temporary: true as const,
    };
    const second = { ...first, version: 2, covers: [...first.covers, temporary] };
    await write(first, second);
    at('2026-12-02T09:00:00Z');
    expect(await reasons('ZZ01ABC', 'ZZ99TMP')).toEqual(['none', 'permit']);
    at('2026-12-15T09:00:00Z');
    expect(await reasons('ZZ01ABC', 'ZZ99TMP')).toEqual(['permit', 'grace']);
    // Summer time has begun by then.
    at('2027-03-31T22:59:59.999Z');
    expect(await reasons('ZZ01ABC')).toEqual(['permit']);
    at('2027-03-31T23:00:00Z');
    expect(await reasons('ZZ01ABC')).toEqual(['grace']);
    await ask('putEnforcementSettings', { body: { graceMinutes: 0 } });
    expect(await reasons('ZZ01ABC')).toEqual(['none']);
    expect(
      await ask(...check({ registration: 'ZZ01ABC', zone: 'mill-lane', time: '2026-11-23T00:00:00Z' })),
    ).toMatchObject({
      ...{ allowed: true, time: '2026-11-23T00:00:00.000Z' },
    });
    await write(second, { ...second, version: 3, status: 'suspended' });
    at('2027-01-01T00:00:00Z');
    expect(await reasons('ZZ01ABC')).toEqual(['suspended']);
  });

  it('costs two reads at once and one write', async () => {
    const { ask, write } = await enforcing();
    await write(undefined, aPermit());
    const spent = await metered(async (meter) => {
      await ask(...check({ registration: 'ZZ01ABC', zone: 'mill-lane' }));
      return meter;
    });
    expect(spent).toEqual({ readUnits: 1.5, writeUnits: 1, roundTrips: 3 });
  });

  it('is logged: with the permit where there is one, with the registration where there is none', async () => {
    const { ask, write, table } = await enforcing();
    await write(undefined, aPermit());
    const zone = 'mill-lane';
    const asked = [];
    for (const registration of ['ZZ01ABC', 'ZZ77NON', 'ZZ78NON'])
      asked.push((await ask(...check({ registration, zone }))).check);
    const first = await ask('listPermitChecks', { query: { day: '2026-11-23', limit: 2 } });
    const second = await ask('listPermitChecks', { query: { day: '2026-11-23', limit: 2, cursor: first.cursor } });
    const checks = [...first.checks, ...second.checks];
    expect(checks.map(({ check: id }) => id).toSorted()).toEqual(asked.toSorted());
    expect(checks.find(({ allowed }) => allowed)).toMatchObject({
      permits: ['PM-00000001'],
      zone,
      by: 'k',
      reason: 'permit',
    });
    expect(checks.find(({ allowed }) => allowed)).not.toHaveProperty('registration');
    expect(checks.filter(({ registration }) => registration)).toHaveLength(2);
    expect(await ask('listPermitChecks', { query: { day: '2026-11-24' } })).toEqual({ checks: [] });
    expect((await storedIn(table)).split('ZZ77NON')).toHaveLength(2);
  });

  it('is answered though it cannot be logged', async () => {
    const { client, fail } = breakingClient();
    const { ask, write } = await enforcing({ client });
    await write(undefined, aPermit());
    fail([['before', 3]]);
    const answer = await ask(...check({ registration: 'ZZ01ABC', zone: 'mill-lane' }));
    expect(answer).toMatchObject({ allowed: true });
    expect(answer).not.toHaveProperty('check');
  });

  it('speaks Parkkihubi', async () => {
    const { ask, write, at } = await enforcing();
    await write(undefined, aPermit());
    const location = { latitude: 54, longitude: -1 };
    const asked = (body: object) =>
      ask('checkParking', { body: { registration_number: 'ZZ01-ABC', location, ...body } });
    const there = { payment_zone: null, permit_area: 'mill-lane' };
    expect(await asked({})).toEqual({
      allowed: true,
      end_time: instant('2027-04-01'),
      location: there,
      time: '2026-11-23T12:00:00.000Z',
    });
    expect(await asked({ registration_number: 'AB' })).toMatchObject({ allowed: false, end_time: null });
    expect(await asked({ location: { latitude: 54, longitude: 1 } })).toMatchObject({
      location: { permit_area: null },
    });
    at('2027-03-31T23:10:00Z');
    expect(await asked({})).toMatchObject({ allowed: false, end_time: instant('2027-04-01') });
    expect(await asked({ time: '2027-04-01T00:20:00+02:00' })).toMatchObject({
      allowed: true,
      time: '2027-03-31T22:20:00.000Z',
    });
  });
});

describe('the feed of a zone', () => {
  it('tells all that counts, then what changed, also while permits are written', async () => {
    const { ask, write, at } = await enforcing();
    const start = Date.parse('2026-11-23T12:00:00Z');
    const known = new Map<string, { version: number; counts: boolean }>();
    const live = new Map<string, Kept>();
    const put = async (n: number, second: number, given: Partial<Kept> = {}) => {
      const permit = `PM-${String(n).padStart(8, '0')}`;
      const before = live.get(permit);
      const changedAt = new Date(start + second * 1000).toISOString();
      const after: Kept = {
        ...(before ?? aPermit({ permit })),
        version: (before?.version ?? 0) + 1,
        changedAt,
        ...given,
      };
      await write(before, after);
      live.set(permit, after);
    };
    let since: string | undefined;
    const pull = async (second: number, between?: () => Promise<void>) => {
      at(new Date(start + second * 1000).toISOString());
      let cursor: string | undefined;
      do {
        const answer = await ask('listValidPermits', { query: { zone: 'mill-lane', limit: 7, since, cursor } });
        for (const { permit, version, counts } of answer.permits) known.set(permit, { version, counts });
        cursor = answer.cursor;
        await between?.();
        if (!cursor) since = answer.asOf;
      } while (cursor);
    };
    for (let n = 0; n < 20; n += 1) await put(n, n - 100);
    await put(90, -90, { status: 'surrendered', endedAt: instant('2026-11-20') });
    let n = 20;
    await pull(0, async () => {
      await put(n, 0);
      await put(n - 20, 0, { status: 'revoked' });
      n += 1;
    });
    expect(known.size).toBe(20);
    // Ended before it was first asked: nobody needs to hear of it.
    expect(known.has('PM-00000090')).toBe(false);
    await put(5, 8, { zone: 'old-town' });
    await put(6, 9, { status: 'suspended' });
    await pull(30);
    for (const [permit, { version, zone, status }] of live) {
      if (permit === 'PM-00000090') continue;
      const counts = zone === 'mill-lane' && status === 'active';
      expect([permit, known.get(permit)]).toEqual([
        permit,
        { version: counts || zone === 'mill-lane' ? version : 0, counts },
      ]);
    }
    // Nothing was changed since.
    const { permits } = await ask('listValidPermits', {
      query: { zone: 'mill-lane', since: new Date(start + 20_000).toISOString() },
    });
    expect(permits).toEqual([]);
    const all = enforcementOperations.listValidPermits.returns.forms?.csv?.write(
      await ask('listValidPermits', { query: { zone: 'old-town' } }),
    );
    expect(all?.trim().split('\r\n')).toEqual([
      'permit,version,changed_at,counts,zone,scheme,kind,registration,from,until',
      `PM-00000005,2,${new Date(start + 8000).toISOString()},true,old-town,resident,resident,ZZ01ABC,${instant('2026-04-01')},${instant('2027-04-01')}`,
    ]);
  });

  it('refuses a zone that there is not, and a cursor of another zone', async () => {
    const { ask, write } = await enforcing();
    for (const n of [1, 2]) await write(undefined, aPermit({ permit: `PM-0000000${n}` }));
    await expect(ask('listValidPermits', { query: { zone: 'nowhere' } })).rejects.toMatchObject({
      type: { status: 404 },
    });
    const { cursor } = await ask('listValidPermits', { query: { zone: 'mill-lane', limit: 1 } });
    await expect(ask('listValidPermits', { query: { zone: 'old-town', cursor } })).rejects.toMatchObject({
      type: { slug: 'invalid-cursor' },
    });
  });
});
