/** Addresses, as the `addresses` capability of the council tells them. */
import type { addresses } from '#functions/addresses/contract.ts';
import { type Calls, Refused } from '#shared/calls.ts';
import { Down } from '#shared/outbound.ts';
import type { Addresses, FoundAddress } from '../lookUps.ts';

type Asked = Pick<Calls<typeof addresses>, 'lookUpAddresses'>;
type Answer = Awaited<ReturnType<Asked['lookUpAddresses']>>;

const foundIn = ({ uprn, usrn, number, text, location }: Answer['addresses'][number]): FoundAddress => {
  const { latitude, longitude } = location ?? {};
  return {
    ...{ uprn, usrn, number, addressLine: text },
    ...(latitude !== undefined && longitude !== undefined && { point: [longitude, latitude] as const }),
  };
};

/** A council that has none, or none loaded, is like one whose addresses cannot be asked: the applicant proves theirs. */
const asking = async <T>(ask: Promise<T>): Promise<T> => {
  try {
    return await ask;
  } catch (error) {
    throw error instanceof Refused ? new Down('There are no addresses to ask.', 60, { cause: error }) : error;
  }
};

export const addressesBy = ({ lookUpAddresses }: Asked): Addresses => ({
  find: async (council, uprn) => {
    const { addresses: found } = await asking(lookUpAddresses(council, { body: { uprns: [uprn] } }));
    return found[0] && foundIn(found[0]);
  },
  inPostcode: async (council, postcode) => {
    const all: FoundAddress[] = [];
    let cursor: string | undefined;
    do {
      const page: Answer = await asking(lookUpAddresses(council, { body: { postcode, cursor } }));
      all.push(...page.addresses.map(foundIn));
      cursor = page.cursor;
    } while (cursor);
    return all;
  },
});
