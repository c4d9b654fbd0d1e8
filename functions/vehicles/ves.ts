/** Asks DVLA's Vehicle Enquiry Service. The mark is in the body of the question, and in nothing that can be thrown or logged. */
import * as z from 'zod/mini';
import { type Answer, Down, type Outbound } from '#shared/outbound.ts';
import type { Provider } from '#shared/provider.ts';
import { type Reason, reasons, type VehicleSettings } from './contract.ts';
import { VesVehicle } from './vesVehicle.ts';

export type Settings = z.output<typeof VehicleSettings>;

export type Told =
  | { readonly outcome: 'found'; readonly vehicle: VesVehicle }
  | { readonly outcome: 'not_found' }
  | { readonly outcome: 'unavailable'; readonly reason: Reason };

const unavailable = (reason: Reason): Told => ({ outcome: 'unavailable', reason });

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const Failures = z.array(z.object({ code: z.optional(z.string()), title: z.optional(z.string()) }));

/** Failures come as `{errors: […]}`, as `{message}` from the gateway before the service, and as a bare list during maintenance. */
export const failuresIn = (text: string): z.infer<typeof Failures> => {
  const json = jsonOf(text);
  const list = typeof json === 'object' && json !== null && 'errors' in json ? json.errors : json;
  return z.safeParse(Failures, list).data ?? [];
};

const down = (reason: Reason): Down => new Down('DVLA did not tell.', 5, { cause: reason });

const vehicleIn = (text: string, registration: string): Told => {
  const json = jsonOf(text);
  const { data } = z.safeParse(z.looseObject({ registrationNumber: z.literal(registration) }), json);
  if (!data) throw down('down');
  return { outcome: 'found', vehicle: z.parse(VesVehicle, data) };
};

/** Throws `Down` for what may be otherwise in a while. */
const read = ({ status, text }: Answer, registration: string): Told => {
  if (status === 200) return vehicleIn(text, registration);
  if (status === 401 || status === 403) return unavailable('key_refused');
  if (status === 429) throw down('busy');
  const failures = failuresIn(text);
  // Without a list of failures it is the gateway that has nothing at this address.
  if (status === 404 && failures.length > 0) return { outcome: 'not_found' };
  // To DVLA the mark is none: there can be no vehicle of it.
  if (status === 400 && failures.some(({ code }) => code === 'ENQ103')) return { outcome: 'not_found' };
  throw down(failures.some(({ title }) => /maintenance/i.test(title ?? '')) ? 'maintenance' : 'down');
};

const reasonOf = ({ cause }: Down): Reason => reasons.find((reason) => reason === cause) ?? 'down';

const isSlow = ({ cause }: Down): boolean =>
  typeof cause === 'object' && cause !== null && 'name' in cause && cause.name === 'TimeoutError';

/** Whoever waited once for nothing does not wait again. */
const isWorthAnother = (error: Down): boolean => !error.unsent && reasonOf(error) !== 'busy' && !isSlow(error);

interface Dependencies {
  readonly outbound: Outbound;
  /** Takes one of the council's questions of this minute; `false` where none is left. */
  readonly spend: (council: string, perMinute: number) => Promise<boolean>;
}

export type Ves = (council: string, provider: Provider<Settings>, registration: string) => Promise<Told>;

const question = (key: string, registrationNumber: string): RequestInit => ({
  method: 'POST',
  headers: { 'x-api-key': key, 'content-type': 'application/json', accept: 'application/json' },
  body: JSON.stringify({ registrationNumber }),
});

export const vesClient = ({ outbound, spend }: Dependencies): Ves => {
  const ask = async (again: boolean, key: string, ...asked: Parameters<Ves>): Promise<Told> => {
    const [council, provider, registration] = asked;
    if (!(await spend(council, provider.settings.perMinute))) return unavailable('busy');
    const url = `${provider.url}/v1/vehicles`;
    try {
      return await outbound(council, url, question(key, registration), (answer) => read(answer, registration));
    } catch (error) {
      if (!(error instanceof Down)) throw error;
      if (again && isWorthAnother(error)) return ask(false, key, ...asked);
      return unavailable(reasonOf(error));
    }
  };
  return async (council, provider, registration) => {
    const key = await provider.secret('api-key').catch(() => null);
    if (!key) return unavailable(key === null ? 'down' : 'no_key');
    const told = await ask(true, key, council, provider, registration);
    if (told.outcome === 'unavailable' && told.reason === 'key_refused') provider.refused('api-key');
    return told;
  };
};
