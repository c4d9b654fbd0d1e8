import { callsOf, invokeByLambda, Refused } from '#shared/calls.ts';
import type { Handlers } from '#shared/contract/capability.ts';
import { Table } from '#shared/dynamodb/table.ts';
import { environment } from '#shared/environment.ts';
import { type Hear, hearing } from '#shared/events/hearing.ts';
import { platform } from '#shared/http/platform.ts';
import { serve } from '#shared/http/serve.ts';
import { scheduled } from '#shared/schedule.ts';
import { lamps } from '../lamps/contract.ts';
import { NotLit, streets } from './contract.ts';

const table = new Table(environment('TABLE_NAME'));
const surroundings = platform();
const lampCalls = callsOf(lamps, 'streets', invokeByLambda());

const handlers: Handlers<typeof streets> = {
  listHeard: async ({ council }) => {
    const items = await table.queryAll({ pk: `${council}#HEARD` });
    return { heard: items.map(({ lamp }) => String(lamp)) };
  },
  lightStreet: async ({ council, body: { street } }) => {
    const { licence } = await lampCalls.lightLamp(council, { body: { lamp: street } });
    return { light: licence };
  },
  getStreet: async ({ council, params: { street } }) => {
    try {
      const { licence } = await lampCalls.getLamp(council, { params: { lamp: street }, query: { said: 'a&b=c' } });
      return { light: licence };
    } catch (error) {
      if (error instanceof Refused && error.slug === 'lamp-not-found') throw new NotLit(error.message);
      throw error;
    }
  },
};

const failed = new Set<string>();

/** Fails once at lamps called “stubborn”, and always at those called “impossible”. */
const hear: Hear = async ({ id, council, subject }) => {
  if (subject === 'impossible' || (subject === 'stubborn' && !failed.has(id))) {
    failed.add(id);
    throw new Error(`${subject} cannot be heard.`);
  }
  await table.put({ pk: `${council}#HEARD`, sk: id, lamp: subject });
};

const answer = serve(streets, handlers, surroundings);
const sweep = async () => ({ swept: 1 });

export const handler = hearing(hear, scheduled(sweep, answer, surroundings), surroundings);
