import type { Handlers } from '#shared/contract/capability.ts';
import type { ForgottenRecord, HeldRecord, KeptRecord } from '#shared/people/contract.ts';
import { type ApplicationDependencies, applicationHandlers } from './applications/handlers.ts';
import type { permits } from './contract.ts';
import { type Dependencies as EvidenceDependencies, evidenceHandlers } from './evidence/handlers.ts';
import { permitHandlers } from './permits/handlers.ts';

/** What one part of permits holds on people. */
export interface PeopleHeld {
  find(council: string, email: string): Promise<HeldRecord[]>;
  forget(
    council: string,
    email: string,
  ): Promise<{ readonly forgotten: readonly ForgottenRecord[]; readonly kept: readonly KeptRecord[] }>;
}

export interface Dependencies extends ApplicationDependencies, EvidenceDependencies {
  readonly held: readonly PeopleHeld[];
}

export const handlers = (dependencies: Dependencies): Handlers<typeof permits> => {
  const { held } = dependencies;
  return {
    ...applicationHandlers(dependencies),
    ...evidenceHandlers(dependencies),
    ...permitHandlers(dependencies),
    findPersonInPermits: async ({ council, body: { email } }) => ({
      held: (await Promise.all(held.map((part) => part.find(council, email)))).flat(),
    }),
    forgetPersonInPermits: async ({ council, body: { email } }) => {
      const done = await Promise.all(held.map((part) => part.forget(council, email)));
      return { forgotten: done.flatMap(({ forgotten }) => forgotten), kept: done.flatMap(({ kept }) => kept) };
    },
  };
};
