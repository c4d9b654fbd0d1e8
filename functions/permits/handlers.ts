import type { Handlers } from '#shared/contract/capability.ts';
import type { ForgottenRecord, HeldRecord, KeptRecord } from '#shared/people/contract.ts';
import { type ApplicationDependencies, applicationHandlers } from './applications/handlers.ts';
import type { FollowingDependencies } from './changes/following.ts';
import { changeHandlers } from './changes/handlers.ts';
import type { permits } from './contract.ts';
import { type ApdsDependencies, apdsHandlers } from './enforcement/apdsHandlers.ts';
import { enforcementHandlers } from './enforcement/handlers.ts';
import { type Dependencies as EvidenceDependencies, evidenceHandlers } from './evidence/handlers.ts';
import { passHandlers } from './passes/handlers.ts';
import type { PassDependencies } from './passes/ports.ts';
import { permitHandlers } from './permits/handlers.ts';
import { type QuoteDependencies, quoteHandlers } from './quotes/handlers.ts';
import { type SchemeDependencies, schemeHandlers } from './schemes/handlers.ts';
import type { VisitorDependencies } from './visitors/facts.ts';
import { visitorHandlers } from './visitors/handlers.ts';
import { waitingHandlers } from './waiting/handlers.ts';
import { type ZoneDependencies, zoneHandlers } from './zones/handlers.ts';

/** What one part of permits holds on people. */
export interface PeopleHeld {
  find(council: string, email: string): Promise<HeldRecord[]>;
  forget(
    council: string,
    email: string,
  ): Promise<{ readonly forgotten: readonly ForgottenRecord[]; readonly kept: readonly KeptRecord[] }>;
}

export type Dependencies = SchemeDependencies &
  ZoneDependencies &
  QuoteDependencies &
  ApplicationDependencies &
  FollowingDependencies &
  EvidenceDependencies &
  VisitorDependencies &
  ApdsDependencies &
  PassDependencies & { readonly held: readonly PeopleHeld[] };

export const handlers = (dependencies: Dependencies): Handlers<typeof permits> => {
  const { held } = dependencies;
  return {
    ...schemeHandlers(dependencies),
    ...zoneHandlers(dependencies),
    ...quoteHandlers(dependencies),
    ...applicationHandlers(dependencies),
    ...evidenceHandlers(dependencies),
    ...permitHandlers(dependencies),
    ...changeHandlers(dependencies),
    ...waitingHandlers(dependencies),
    ...visitorHandlers(dependencies),
    ...enforcementHandlers(dependencies),
    ...apdsHandlers(dependencies),
    ...passHandlers(dependencies),
    findPersonInPermits: async ({ council, body: { email } }) => ({
      held: (await Promise.all(held.map((part) => part.find(council, email)))).flat(),
    }),
    forgetPersonInPermits: async ({ council, body: { email } }) => {
      const done = await Promise.all(held.map((part) => part.forget(council, email)));
      return { forgotten: done.flatMap(({ forgotten }) => forgotten), kept: done.flatMap(({ kept }) => kept) };
    },
  };
};
