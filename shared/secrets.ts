/** Secrets that a council was given by somebody else: Parameter Store's SecureStrings, which cost nothing (docs/decisions/0013). */
import { signedBy } from '#shared/aws.ts';
import { Kept } from '#shared/cache.ts';
import { Unavailable } from '#shared/contract/problems.ts';

export interface Secrets {
  /** Its text; `undefined` if nobody put it there. Throws `Unavailable` when that cannot be told. */
  read(name: string): Promise<string | undefined>;
  /** Reads it anew next time: the one there was is refused. */
  forget(name: string): void;
}

const keepFor = 60_000;
const patience = 3000;
/** A secret that goes on being refused is not read again for each call: Parameter Store takes some forty a second. */
const refusedFor = 5000;

const fetchParameter = async (name: string): Promise<string | undefined> => {
  const response = await signedBy('ssm')('AmazonSSM.GetParameter', { Name: name, WithDecryption: true }, patience);
  const text = await response.text();
  if (response.ok) return JSON.parse(text).Parameter.Value;
  if (text.includes('ParameterNotFound')) return undefined;
  throw new Error(`Parameter Store answered ${response.status}.`);
};

/** One read per secret and minute and warm function. While Parameter Store is down, what was read last goes on. */
export const parameterStore = (clock: () => number, fetchOne = fetchParameter): Secrets => {
  const kept = new Kept<{ readonly readAt: number; readonly value: string }>(500);
  return {
    read: async (name) => {
      const known = kept.get(name);
      if (known && clock() - known.readAt < keepFor) return known.value;
      try {
        const value = await fetchOne(name);
        // What is not there is looked for each time: somebody is about to put it there.
        if (value !== undefined) kept.set(name, { readAt: clock(), value });
        return value;
      } catch (cause) {
        if (known) return known.value;
        throw new Unavailable('A secret cannot be read for the moment.', { headers: { 'retry-after': '5' }, cause });
      }
    },
    forget: (name) => {
      if (clock() - (kept.get(name)?.readAt ?? 0) >= refusedFor) kept.delete(name);
    },
  };
};
