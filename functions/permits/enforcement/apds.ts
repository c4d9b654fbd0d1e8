/** Schemes and permits as APDS tells them. Pure. */
import type { AssignedRight, RightSpecification } from '../contract/apdsOperations.ts';
import type { Scheme } from '../contract/schemes.ts';
import type { Indexed } from './feed.ts';
import { type Mark, type Marked, marksOf } from './marks.ts';

export interface Issuer {
  readonly id: string;
  readonly name: string;
}

/** APDS counts versions in whole numbers; ours are a day and a number: `2026-04-01.1` is 20260401001. */
export const versionNumber = (version: string | undefined): number => {
  const [day = '', n = '1'] = (version ?? '').split('.');
  return Number(day.replaceAll('-', '')) * 1000 + Number(n) || 1;
};

const specificationId = (scheme: string, zone: string): string => `${scheme}.${zone}`;

/** One for each scheme and each zone that it is for. */
export const specificationsOf = (
  issuer: Issuer,
  schemes: readonly Scheme[],
  zones: readonly string[],
): RightSpecification[] =>
  schemes.flatMap((scheme) =>
    zones
      .filter((zone) => scheme.zones === 'all' || scheme.zones.includes(zone))
      .map(
        (zone): RightSpecification => ({
          id: specificationId(scheme.scheme, zone),
          version: versionNumber(scheme.version),
          description: [
            { language: 'en', string: scheme.name },
            ...(scheme.nameWelsh ? [{ language: 'cy' as const, string: scheme.nameWelsh }] : []),
          ],
          issuer: { id: issuer.id, version: 1, className: 'Organisation' },
          ...{ transferable: false, type: 'permitParking', credentials: [{ type: 'vehicleplate' }] },
          hierarchyElements: [{ id: zone, version: 1, className: 'Place' }],
        }),
      ),
  );

const credential = ({ name }: Issuer, registration: string) => ({
  type: 'vehicleplate' as const,
  identifier: { className: 'UKNumberPlate' as const, id: registration },
  issuer: [{ language: 'en' as const, string: name }],
});

/** Nothing of one that covers no vehicle: there is nothing to look at. */
export const assignedRight = (issuer: Issuer, one: Indexed): AssignedRight | undefined => {
  const marks: readonly Mark[] = marksOf(one as Marked);
  const expiry = marks
    .map(({ until }) => until)
    .toSorted()
    .at(-1);
  if (expiry === undefined) return undefined;
  const registrations = [...new Set(marks.map(({ registration }) => registration))];
  return {
    ...{
      id: one.permit,
      version: Math.max(1, one.version),
      expiry,
      ...(one.issuedAt && { issuanceTime: one.issuedAt }),
    },
    rightHolder: { credentials: registrations.map((registration) => credential(issuer, registration)) },
    rightSpecification: {
      id: specificationId(one.scheme ?? '', one.zone),
      version: versionNumber(one.price?.schemeVersion),
      className: 'RightSpecification',
    },
    assignedRightIssuer: { className: 'Organisation', id: issuer.id },
    issueMethod: 'electronic',
    plannedUses: marks.map(({ registration, from, until }) => ({
      ...{ startTime: from, endTime: until, credentialsAssigned: [credential(issuer, registration)] },
    })),
  };
};
