/** Zones as the council sets them. */
import type { Request } from '#shared/contract/capability.ts';
import { londonDay } from '#shared/london.ts';
import { ZoneNotFound } from '../contract/fields.ts';
import { ZoneInUse } from '../contract/settingsProblems.ts';
import type { zoneOperations } from '../contract/zoneOperations.ts';
import type { Zone } from '../contract/zones.ts';
import { deedOf, type SchemeDependencies } from '../schemes/handlers.ts';
import { versionsFrom } from '../schemes/versions.ts';
import { mustBeRight, schemeWrong } from '../tariff/check.ts';
import { zoneWrong } from './check.ts';
import { type FindingDependencies, findPermitZone } from './lookingUp.ts';

export type ZoneDependencies = SchemeDependencies & FindingDependencies;

type Operations = typeof zoneOperations;

const summaryOf = ({ zone, name, nameWelsh, hours, hoursWelsh, area, streets, uprns }: Zone) => ({
  ...{ zone, name, nameWelsh, hours, hoursWelsh },
  streets: streets.length,
  properties: uprns.length,
  hasArea: area !== undefined,
});

/** Throws `ZoneInUse` where a scheme that counts, or will, could not be published without the zone. */
const mustBeFree = async (
  { schemes, zones, clock }: ZoneDependencies,
  council: string,
  zone: string,
): Promise<void> => {
  const today = londonDay(clock());
  const there = new Set((await zones.index(council)).zones.keys());
  const without = new Set([...there].filter((one) => one !== zone));
  const heads = await schemes.heads(council);
  const counting = [...heads].flatMap(([scheme, head]) =>
    versionsFrom(head, today).map((version) => schemes.version(council, scheme, version)),
  );
  const using = (await Promise.all(counting)).filter(
    (one) => one && schemeWrong(one, without).length > schemeWrong(one, there).length,
  );
  const codes = [...new Set(using.map((one) => one?.scheme))];
  if (codes.length > 0)
    throw new ZoneInUse(`The zone ${zone} is named by ${codes.join(', ')}.`, { extensions: { schemes: codes } });
};

export const zoneHandlers = (dependencies: ZoneDependencies) => {
  const { zones, clock } = dependencies;
  return {
    listPermitZones: async ({ council }: Request<Operations['listPermitZones']>) => ({
      zones: [...(await zones.index(council)).zones.values()].map(summaryOf),
    }),
    getPermitZone: async ({ council, params: { zone } }: Request<Operations['getPermitZone']>) => {
      const found = (await zones.index(council)).zones.get(zone);
      if (found) return found;
      throw new ZoneNotFound(`The council has no zone ${zone}.`);
    },
    putPermitZone: async (request: Request<Operations['putPermitZone']>) => {
      const { council, params, body } = request;
      mustBeRight(zoneWrong(body));
      const zone: Zone = { zone: params.zone, ...body };
      await zones.put(council, zone, deedOf(request, clock, 'putPermitZone'));
      return zone;
    },
    removePermitZone: async (request: Request<Operations['removePermitZone']>) => {
      const { council, params } = request;
      const isGone = await zones.remove(council, params.zone, deedOf(request, clock, 'removePermitZone'), () =>
        mustBeFree(dependencies, council, params.zone),
      );
      if (!isGone) throw new ZoneNotFound(`The council has no zone ${params.zone}.`);
      return undefined;
    },
    findPermitZone: (request: Request<Operations['findPermitZone']>) => findPermitZone(dependencies, request),
  };
};
