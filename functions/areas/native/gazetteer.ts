/** The council's own gazetteer, asked where no directory of properties has the place. Its contract is a type here (docs/decisions/0002). */
import type { addresses } from '#functions/addresses/contract.ts';
import { type Asked, type Calls, callsOf, type Invoke, Refused } from '#shared/calls.ts';
import { Down } from '#shared/outbound.ts';

/** Of an address: its place, and the areas that the gazetteer itself names. */
export interface Known {
  readonly postcode?: string;
  readonly latitude?: number;
  readonly longitude?: number;
  readonly codes: { readonly district?: string; readonly ward?: string; readonly parish?: string };
}

export interface GazetteerAsked {
  /** Empty where it has none, or cannot be asked: the answer then rests on less, and says so. */
  inPostcode(council: string, postcode: string): Promise<readonly Known[]>;
  property(council: string, uprn: string): Promise<Known | undefined>;
}

type Operations = 'lookUpAddresses';
const asked: Asked<typeof addresses, Operations> = {
  name: 'addresses',
  operations: { lookUpAddresses: { method: 'POST', path: '/{council}/addresses/lookup' } },
};
type Address = Awaited<ReturnType<Calls<typeof addresses>[Operations]>>['addresses'][number];

/** Pages of 100; what has more is a campus, and differs no more after that. */
const mostPages = 5;

const knownOf = ({ postcode, location, gssCode, ward, parish }: Address): Known => ({
  ...(postcode && { postcode }),
  ...(location?.latitude !== undefined && { latitude: location.latitude }),
  ...(location?.longitude !== undefined && { longitude: location.longitude }),
  codes: { ...(gssCode && { district: gssCode }), ...(ward && { ward }), ...(parish && { parish }) },
});

/** A council without a gazetteer, or one that cannot be reached, has no say. */
const orNothing = async <T>(ask: () => Promise<T>, nothing: T): Promise<T> => {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Refused || error instanceof Down) return nothing;
    throw error;
  }
};

export const gazetteerBy = (invoke: Invoke): GazetteerAsked => {
  const { lookUpAddresses } = callsOf(asked, 'areas', invoke);
  const pages = async (council: string, postcode: string): Promise<Known[]> => {
    const all: Known[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const answer = await lookUpAddresses(council, { body: { postcode, limit: 100, ...(cursor && { cursor }) } });
      all.push(...answer.addresses.map(knownOf));
      cursor = answer.cursor;
      if (!cursor) break;
    }
    return all;
  };
  return {
    inPostcode: (council, postcode) => orNothing(() => pages(council, postcode), []),
    property: (council, uprn) =>
      orNothing(async () => {
        const [found] = (await lookUpAddresses(council, { body: { uprns: [uprn] } })).addresses;
        return found && knownOf(found);
      }, undefined),
  };
};
