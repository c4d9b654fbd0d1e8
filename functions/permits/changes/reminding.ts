/** Reminders that a permit runs out, to whoever wants them. */
import { changing } from '../applications/changing.ts';
import { tell } from '../applications/steps.ts';
import { type ChangeDependencies, changesOf, foundPermit, issued } from './permits.ts';
import { nextReminder, reminded } from './reminders.ts';

/** Once for all that have come; what came before the permit was issued is no news. Safe to run twice at once. */
export const remind = async (dependencies: ChangeDependencies, council: string, reference: string): Promise<void> => {
  const { application } = await foundPermit(dependencies, council, reference);
  const contact = await dependencies.people.contact(council, application);
  await changing(dependencies, council, application, (journey, at) => {
    const before = issued(journey);
    const { permit } = before;
    const next = nextReminder(permit);
    if (next === undefined || Date.parse(next) > at) return journey;
    const { count, last } = reminded(permit, at);
    const changes = { ...changesOf(permit), reminded: count };
    const isNews = contact?.reminders !== false && last >= Date.parse(permit.issuedAt ?? '');
    const purpose = changes.isShort ? 'reapply_due' : 'renewal_due';
    return {
      application: isNews ? tell(before.application, purpose, at) : before.application,
      permit: { ...permit, changes },
    };
  });
};
