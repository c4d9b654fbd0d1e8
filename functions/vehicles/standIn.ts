/**
 * Stands in for DVLA's Vehicle Enquiry Service as its test environment behaves: its thirteen marks, its three shapes of failures. Any
 * other mark is of a plausible vehicle. `POST /.controls` makes it fail, tire or learn a vehicle.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StandIn } from '#shared/standIn.ts';
import { type Body, plausible } from './standIn/plausible.ts';
import { type Refusal, refusals, testRefusals, testVehicles } from './standIn/testVehicles.ts';

export interface Controls {
  /** How every question fails. */
  readonly down: false | 'error' | 'maintenance';
  /** Milliseconds before each answer. */
  readonly slow: number;
  /** Questions of one key in a minute; DVLA publishes no number. */
  readonly perMinute: number;
  /** By mark; `null` is of no vehicle. */
  readonly vehicles: Readonly<Record<string, Body | null>>;
}

const usual: Controls = { down: false, slow: 0, perMinute: 600, vehicles: {} };

const keyOf = (council: string): string => `stand-in-ves-${council}`;
const isKey = (key: unknown): key is string => typeof key === 'string' && /^stand-in-ves-[a-z0-9-]+$/.test(key);

const aYear = (now: number): string => {
  const date = new Date(now);
  date.setUTCFullYear(date.getUTCFullYear() + 1);
  return date.toISOString().slice(0, 10);
};

const vehicleOf = (mark: string, { vehicles }: Controls, now: number): Refusal => {
  const told = Object.hasOwn(vehicles, mark) ? vehicles[mark] : testVehicles[mark];
  if (told === null) return refusals.notFound;
  const body = told ? { taxDueDate: aYear(now), ...told } : plausible(mark, now);
  return [200, { registrationNumber: mark, ...body }];
};

const isMark = (mark: unknown): mark is string =>
  typeof mark === 'string' && /^(?=.*[A-Z])(?=.*\d)[A-Z\d]{2,8}$/.test(mark);

const downs = { error: refusals.failed, maintenance: refusals.maintenance };

const answerTo = (mark: unknown, controls: Controls, now: number): Refusal => {
  if (controls.down) return downs[controls.down];
  if (!isMark(mark)) return refusals.bad;
  return testRefusals[mark] ?? vehicleOf(mark, controls, now);
};

const jsonIn = async (request: IncomingMessage): Promise<Record<string, unknown>> => {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
};

/** Counts the questions of each key in this minute. */
const counting = (clock: () => number) => {
  const counts = new Map<string, number>();
  return (key: string): number => {
    const at = `${key} ${Math.floor(clock() / 60_000)}`;
    counts.set(at, (counts.get(at) ?? 0) + 1);
    return counts.get(at) ?? 0;
  };
};

const serving = (clock: () => number) => {
  let controls = usual;
  const count = counting(clock);
  const enquire = async (request: IncomingMessage): Promise<Refusal> => {
    const key = request.headers['x-api-key'];
    if (!isKey(key)) return refusals.keyless;
    if (count(key) > controls.perMinute) return refusals.tooMany;
    const { registrationNumber } = await jsonIn(request);
    if (controls.slow > 0) await sleep(controls.slow, undefined, { ref: false });
    return answerTo(registrationNumber, controls, clock());
  };
  const routes: Readonly<Record<string, (request: IncomingMessage) => Promise<Refusal>>> = {
    'POST /v1/vehicles': enquire,
    'POST /.controls': async (request) => {
      controls = { ...controls, ...(await jsonIn(request)) };
      return [200, controls];
    },
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const route = routes[`${request.method} ${request.url}`];
    const [status, body] = route ? await route(request) : [404, { message: 'Not Found' }];
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  // Whoever goes away before the answer gets none.
  return (request: IncomingMessage, response: ServerResponse) =>
    void answer(request, response).catch(() => response.destroy());
};

export const standIn: StandIn = {
  secretsFor: (council) => ({ 'api-key': keyOf(council) }),
  start: async ({ clock, port = 0 }) => {
    const server = createServer(serving(clock));
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return {
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      stop: () =>
        new Promise((resolve) => {
          server.close(() => resolve());
          server.closeAllConnections();
        }),
    };
  },
};
