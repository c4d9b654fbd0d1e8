/** Reading and writing the two small tables, each whole. */
import * as z from 'zod/mini';
import { described, get, named, ok, problem, put } from '#shared/contract/index.ts';
import { Authority, Reorganisation } from './tables.ts';

export class AreasTableChanged extends problem({
  slug: 'areas-table-changed',
  status: 409,
  title: 'Somebody else changed it',
  advice: 'Read it again, make your change to what it is now, and send it with its “version”.',
}) {}

const Version = z.int().check(z.minimum(0), z.maximum(1_000_000_000));
const version = described(Version, 'How often it was written.', 1);
const known = {
  version: z._default(described(Version, 'The version that you are changing; 0 the first time.'), 0),
};

const rows = {
  authorities: described(z.array(Authority).check(z.maxLength(2000)), 'Every council of the country.', [
    { gss: 'E07999901', name: 'Marlbeck District Council', tier: 'district' as const },
  ]),
  reorganisations: described(z.array(Reorganisation).check(z.maxLength(2000)), 'Every row; an area ends once.', [
    { from: 'E07999901', to: 'E06999901', toName: 'North Marl', date: '2027-04-01' },
  ]),
};

export const Authorities = named(z.object({ version, authorities: rows.authorities }), {
  id: 'Authorities',
  description: 'The table of authorities.',
});
export type Authorities = z.infer<typeof Authorities>;

export const Reorganisations = named(z.object({ version, reorganisations: rows.reorganisations }), {
  id: 'Reorganisations',
  description: 'The table of reorganisations.',
});
export type Reorganisations = z.infer<typeof Reorganisations>;

interface Fault {
  readonly at: readonly [row: number, field: string];
  readonly says: string;
}

/** Names each row that is wrong. */
const checked = <T>(list: string, find: (rows: readonly T[]) => readonly Fault[]) =>
  z.superRefine<Readonly<Record<string, unknown>>>((body, context) => {
    for (const { at, says } of find(body[list] as readonly T[]))
      context.addIssue({ code: 'custom', path: [list, ...at], message: says, input: body });
  });

/** Rows after the first that have the same. */
const repeats = <T>(rows: readonly T[], field: keyof T & string): Fault[] =>
  rows.flatMap((row, i) =>
    rows.findIndex((one) => one[field] === row[field]) < i
      ? [{ at: [i, field] as const, says: 'must not be in the table twice' }]
      : [],
  );

const authorityFaults = (authorities: readonly Authority[]): Fault[] => {
  const codes = new Set(authorities.map(({ gss }) => gss));
  const orphans = authorities.flatMap(({ parent }, i) =>
    parent && !codes.has(parent) ? [{ at: [i, 'parent'] as const, says: 'must be an authority of this table' }] : [],
  );
  return [...repeats(authorities, 'gss'), ...orphans];
};

/** Whoever follows areas from one to the next must come to an end. */
const reorganisationFaults = (reorganisations: readonly Reorganisation[]): Fault[] => {
  const next = new Map(reorganisations.map(({ from, to }) => [from, to]));
  const circles = reorganisations.flatMap(({ from }, i) => {
    const seen = new Set([from]);
    for (let at = next.get(from); at !== undefined && at !== from; at = next.get(at)) {
      if (seen.has(at)) return [];
      seen.add(at);
      if (!next.has(at)) return [];
    }
    return [{ at: [i, 'to'] as const, says: 'must not lead back to where it came from' }];
  });
  return [...repeats(reorganisations, 'from'), ...circles];
};

const load = { scope: 'areas:load' } as const;

export const tableOperations = {
  getAuthorities: get('/{council}/areas/authorities', {
    summary: 'The councils of the country',
    description: 'What joins GSS codes, SNAC codes, custodian codes and the names that GOV.UK uses in URLs.',
    access: 'public',
    returns: ok(Authorities, { etag: true }),
  }),
  putAuthorities: put('/{council}/areas/authorities', {
    summary: 'Write the table of authorities',
    description: 'The whole table, all at once. Sending the same again changes nothing.',
    access: load,
    body: z
      .strictObject({ authorities: rows.authorities, ...known })
      .check(checked<Authority>('authorities', authorityFaults)),
    returns: ok(Authorities),
    problems: [AreasTableChanged],
  }),
  getReorganisations: get('/{council}/areas/reorganisations', {
    summary: 'Which areas become part of which others, and when',
    description: 'Of areas that go whole to a new one: what changes boundaries is loaded as areas with dates.',
    access: 'public',
    returns: ok(Reorganisations, { etag: true }),
  }),
  putReorganisations: put('/{council}/areas/reorganisations', {
    summary: 'Write the table of reorganisations',
    description: 'The whole table, all at once. Sending the same again changes nothing.',
    access: load,
    body: z
      .strictObject({ reorganisations: rows.reorganisations, ...known })
      .check(checked<Reorganisation>('reorganisations', reorganisationFaults)),
    returns: ok(Reorganisations),
    problems: [AreasTableChanged],
  }),
};
