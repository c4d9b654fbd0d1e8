import type { Council, Handlers } from '#shared/contract/capability.ts';
import { Unavailable } from '#shared/contract/problems.ts';
import type { ContactKeys } from '../contacts/hash.ts';
import { type ContactStore, usualPreferences } from '../contacts/store.ts';
import type { Language } from '../contract/fields.ts';
import { LinkNotKnown, type unsubscribeOperations } from '../contract/unsubscribe.ts';
import { askingPage, donePage } from '../contract/unsubscribePages.ts';
import { openLink, type UnsubscribeLink } from './link.ts';

export interface UnsubscribeDependencies {
  readonly keys: ContactKeys;
  readonly contacts: ContactStore;
}

const opened = async ({ keys }: UnsubscribeDependencies, council: string, token: string): Promise<UnsubscribeLink> => {
  const link = await openLink(keys, council, token);
  if (link) return link;
  throw new LinkNotKnown('The link is not whole, or is another council’s.');
};

const attempts = 5;

const unsubscribed = async (
  { contacts }: UnsubscribeDependencies,
  council: string,
  { contact, purpose }: UnsubscribeLink,
) => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const { preferences = usualPreferences } = await contacts.standing(council, contact);
    const { purposesOff, version } = preferences;
    if (purposesOff.includes(purpose)) return;
    const wanted = { ...preferences, purposesOff: [...purposesOff, purpose], version: version + 1 };
    if (!(await contacts.prefer(council, contact, wanted))) return;
  }
  throw new Unavailable('Many change the preferences at once.', { headers: { 'retry-after': '1' } });
};

const nameOf = (council: Council | undefined, language: Language): string =>
  (language === 'cy' ? council?.nameWelsh : undefined) ?? council?.name ?? '';

export const unsubscribeHandlers = (
  dependencies: UnsubscribeDependencies,
): Handlers<{ operations: typeof unsubscribeOperations }> => ({
  showUnsubscribe: async ({ council, councilDetails, params, query }) => {
    const link = await opened(dependencies, council, params.token);
    const language = query.language ?? link.language;
    return askingPage(language, nameOf(councilDetails, language));
  },
  unsubscribe: async ({ council, councilDetails, params, query }) => {
    const link = await opened(dependencies, council, params.token);
    await unsubscribed(dependencies, council, link);
    const language = query.language ?? link.language;
    return donePage(language, nameOf(councilDetails, language));
  },
});
