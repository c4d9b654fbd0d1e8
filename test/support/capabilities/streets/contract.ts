/** A capability for tests, that asks another one and hears its events. */
import * as z from 'zod/mini';
import { capability, described, get, ok, post, problem } from '#shared/contract/index.ts';

export class NotLit extends problem({
  slug: 'not-lit',
  status: 404,
  title: 'The street is dark',
  advice: 'Light it.',
}) {}

const Street = z.strictObject({ street: described(z.string().check(z.maxLength(60)), 'Its name.', 'High Street') });
const Light = z.object({ light: described(z.string(), 'Licence of its lamp.', 'L-1') });

export const streets = capability({
  name: 'streets',
  title: 'Streets',
  summary: 'Has its streets lit.',
  operations: {
    listHeard: get('/{council}/streets/heard', {
      summary: 'Lamps that it heard of',
      access: { scope: 'streets:read' },
      returns: ok(z.object({ heard: described(z.array(z.string()), 'In order of the events.', ['lamp-1']) })),
    }),
    lightStreet: post('/{council}/streets', {
      summary: 'Light a street',
      access: { scope: 'streets:write' },
      body: Street,
      returns: ok(Light),
    }),
    getStreet: get('/{council}/streets/lights/{street}', {
      summary: 'The light of a street',
      access: { scope: 'streets:read' },
      params: Street,
      returns: ok(Light),
      problems: [NotLit],
    }),
  },
});
