/** What schemes there are, and how they are published. */
import { isDeepStrictEqual } from 'node:util';
import type { Deed } from '#shared/audit/trail.ts';
import type { Request } from '#shared/contract/capability.ts';
import { londonDay } from '#shared/london.ts';
import { SchemeNotFound } from '../contract/fields.ts';
import type { schemeOperations } from '../contract/schemeOperations.ts';
import type { Scheme } from '../contract/schemes.ts';
import { mustBeRight, schemeWrong } from '../tariff/check.ts';
import type { ZoneStore } from '../zones/store.ts';
import type { SchemeStore } from './store.ts';
import { live, mustBeToCome, versionOf } from './versions.ts';

export interface SchemeDependencies {
  readonly schemes: SchemeStore;
  readonly zones: ZoneStore;
  readonly clock: () => number;
}

type Operations = typeof schemeOperations;

export const deedOf = ({ caller }: Pick<Request, 'caller'>, clock: () => number, operation: string): Deed => ({
  at: new Date(clock()).toISOString(),
  by: caller?.keyId ?? '',
  operation,
});

const mustBeThere = (found: Scheme | undefined, scheme: string): Scheme => {
  if (found) return found;
  throw new SchemeNotFound(`The council has no scheme ${scheme} that counts on that day.`);
};

const putPermitScheme = async (
  { schemes, zones, clock }: SchemeDependencies,
  request: Request<Operations['putPermitScheme']>,
): Promise<Scheme> => {
  const { council, params, body } = request;
  const { inForceFrom } = body;
  const isSame = async (version: string) => {
    const { scheme: _, version: __, ...there } = (await schemes.version(council, params.scheme, version)) ?? {};
    return isDeepStrictEqual(there, body);
  };
  await schemes.change(council, params.scheme, deedOf(request, clock, 'putPermitScheme'), async (head) => {
    const before = live(head).find(({ from }) => from === inForceFrom);
    if (before && (await isSame(versionOf(before)))) return undefined;
    mustBeRight(schemeWrong(body, new Set((await zones.index(council)).zones.keys())));
    mustBeToCome(head, inForceFrom, londonDay(clock()));
    return { put: body };
  });
  return mustBeThere(await schemes.on(council, params.scheme, inForceFrom), params.scheme);
};

const removePermitSchemeVersion = async (
  { schemes, clock }: SchemeDependencies,
  request: Request<Operations['removePermitSchemeVersion']>,
): Promise<undefined> => {
  const { council, params } = request;
  const { scheme, inForceFrom } = params;
  const today = londonDay(clock());
  await schemes.change(council, scheme, deedOf(request, clock, 'removePermitSchemeVersion'), async (head) => {
    if (head.length === 0 || !head.some(({ from }) => from === inForceFrom))
      throw new SchemeNotFound(`The council has no version of ${scheme} from ${inForceFrom}.`);
    if (!live(head).some(({ from }) => from === inForceFrom)) return undefined;
    if (inForceFrom <= today) mustBeToCome(head, inForceFrom, today);
    return { withdraw: inForceFrom };
  });
  return undefined;
};

export const schemeHandlers = (dependencies: SchemeDependencies) => {
  const { schemes, clock } = dependencies;
  return {
    listPermitSchemes: async ({ council, query: { on } }: Request<Operations['listPermitSchemes']>) => ({
      schemes: await schemes.list(council, on ?? londonDay(clock())),
    }),
    getPermitScheme: async ({ council, params: { scheme }, query: { on } }: Request<Operations['getPermitScheme']>) =>
      mustBeThere(await schemes.on(council, scheme, on ?? londonDay(clock())), scheme),
    listPermitSchemeVersions: async ({
      council,
      params: { scheme },
    }: Request<Operations['listPermitSchemeVersions']>) => {
      const versions = live(await schemes.head(council, scheme));
      if (versions.length === 0) throw new SchemeNotFound(`The council has no scheme ${scheme}.`);
      return { versions: versions.map((one) => ({ version: versionOf(one), inForceFrom: one.from })) };
    },
    putPermitScheme: (request: Request<Operations['putPermitScheme']>) => putPermitScheme(dependencies, request),
    removePermitSchemeVersion: (request: Request<Operations['removePermitSchemeVersion']>) =>
      removePermitSchemeVersion(dependencies, request),
  };
};
