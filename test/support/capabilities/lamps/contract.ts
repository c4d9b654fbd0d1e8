/** A capability for tests, that stands on a national service and announces what it does. */
import * as z from 'zod/mini';
import { capability, created, described, get, named, ok, post, problem } from '#shared/contract/index.ts';

export class LampNotFound extends problem({
  slug: 'lamp-not-found',
  status: 404,
  title: 'There is no such lamp',
  advice: 'Light it first.',
}) {}

export class NoLamplighters extends problem({
  slug: 'no-lamplighters',
  status: 503,
  title: 'Nobody lights lamps here',
  advice: 'Ask the council.',
}) {}

const LampId = described(z.string().check(z.minLength(1), z.maxLength(60)), 'Id of a lamp.', 'lamp-1');

export const Lamp = named(
  z.object({
    lamp: LampId,
    colour: described(z.string(), 'Colour of its light.', 'white'),
    licence: described(z.string(), 'What the lamplighters call it.', 'L-1'),
  }),
  { id: 'Lamp', description: 'A lamp that is lit.' },
);

export const lamps = capability({
  name: 'lamps',
  title: 'Lamps',
  summary: 'Lights lamps.',
  provider: {
    title: 'The National Lamplighters',
    url: 'https://lamplighters.example',
    settings: z.strictObject({ colour: z._default(z.enum(['white', 'amber']), 'white') }),
    secrets: { apiKey: 'API key: ask the Lamplighters.', spare: 'A second one, for when the first is lost.' },
  },
  records: { events: { says: 'What was announced', personal: 'none', days: 15 } },
  events: {
    'lamps.lamp.lit': {
      says: 'A lamp was lit.',
      data: z.strictObject({ colour: described(z.string(), 'Colour of its light.', 'white') }),
    },
  },
  operations: {
    lightLamp: post('/{council}/lamps', {
      summary: 'Light a lamp',
      description: 'By the lamplighters.',
      access: { scope: 'lamps:write' },
      headers: z.object({
        'lamp-signature': z.optional(described(z.string().check(z.maxLength(20)), 'Signature of the body.', 'abc')),
      }),
      raw: true,
      body: z.strictObject({ lamp: LampId }),
      returns: created(Lamp, '/{council}/lamps/{lamp}'),
      problems: [NoLamplighters],
    }),
    getLamp: get('/{council}/lamps/{lamp}', {
      summary: 'A lamp',
      description: 'As it was lit.',
      access: { scope: 'lamps:read' },
      params: z.strictObject({ lamp: LampId }),
      query: z.strictObject({
        said: z.optional(described(z.string().check(z.maxLength(50)), 'Said of it, for nothing.', 'bright')),
      }),
      returns: ok(Lamp),
      problems: [LampNotFound],
    }),
  },
});
