import * as z from 'zod/mini';
import type { Handlers } from '#shared/contract/capability.ts';
import { Table } from '#shared/dynamodb/table.ts';
import { environment } from '#shared/environment.ts';
import { eventId, outbox } from '#shared/events/outbox.ts';
import { platform } from '#shared/http/platform.ts';
import { serve } from '#shared/http/serve.ts';
import { outbound } from '#shared/outbound.ts';
import { providersHere } from '#shared/provider.ts';
import { keeping } from '#shared/retention.ts';
import { Lamp, LampNotFound, lamps, NoLamplighters } from './contract.ts';

const table = new Table(environment('TABLE_NAME'));
const surroundings = platform();
const providerOf = providersHere(lamps, surroundings);
const announce = outbox(lamps, keeping(lamps, 'events', surroundings));
const ask = outbound();

/** What the lamplighters call a lamp. */
const licenceOf = async (council: string, lamp: string): Promise<string> => {
  const provider = providerOf(council);
  const key = await provider?.secret('apiKey');
  if (!provider || !key) throw new NoLamplighters('The council has no lamplighters.');
  const init = { method: 'POST', headers: { authorization: key }, body: lamp };
  return ask('lamplighters', `${provider.url}/lamps`, init, ({ text }) => text);
};

const handlers: Handlers<typeof lamps> = {
  lightLamp: async ({ council, body: { lamp } }) => {
    const colour = providerOf(council)?.settings.colour ?? '';
    const lit = { lamp, colour, licence: await licenceOf(council, lamp) };
    const at = Date.now();
    await table.transact([
      { put: { pk: `${council}#LAMPS`, sk: lamp, ...lit } },
      announce(council, lamp, 'lamps.lamp.lit', { colour }, { id: eventId(at), at }),
    ]);
    return lit;
  },
  getLamp: async ({ council, params: { lamp } }) => {
    const item = await table.get({ pk: `${council}#LAMPS`, sk: lamp }, { consistent: true });
    if (!item) throw new LampNotFound(`The council has no lamp “${lamp}”.`);
    return z.parse(Lamp, item);
  },
};

export const handler = serve(lamps, handlers, surroundings);
