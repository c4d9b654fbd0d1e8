/** Who gets a pass and what they have to show: pure, on the council's settings. */
import type { Award, PassKind, PassNeed } from '../contract/passFields.ts';
import type { PassRules } from '../contract/passSettings.ts';
import type { Disability, Pass } from '../contract/passShapes.ts';
import { busPassFrom } from './age.ts';
import { addDays } from './validity.ts';

export const needsOf = (kind: PassKind): PassNeed[] =>
  kind === 'older' ? ['photo', 'identity', 'residence'] : ['photo', 'identity', 'residence', 'disability'];

/** What nothing was sent for, or only what was rejected. */
export const missingOf = (needs: readonly PassNeed[], evidence: Pass['evidence']): PassNeed[] =>
  needs.filter((need) => !evidence.some(({ of, status }) => of === need && status !== 'rejected'));

const refusals = {
  no_award: {
    says: 'No award was named. The council assesses the disability.',
    saysWelsh: 'Ni enwyd dyfarniad. Bydd y cyngor yn asesu’r anabledd.',
  },
  award_not_accepted: {
    says: 'The council does not accept this award by itself. It assesses the disability.',
    saysWelsh: 'Nid yw’r cyngor yn derbyn y dyfarniad hwn ar ei ben ei hun. Bydd yn asesu’r anabledd.',
  },
  activity_not_accepted: {
    says: 'The council does not accept points for planning and following journeys by themselves. It assesses the disability.',
    saysWelsh:
      'Nid yw’r cyngor yn derbyn pwyntiau am gynllunio a dilyn teithiau ar eu pen eu hunain. Bydd yn asesu’r anabledd.',
  },
  too_few_points: {
    says: 'The points are fewer than the council accepts by themselves. It assesses the disability.',
    saysWelsh: 'Mae llai o bwyntiau nag y mae’r cyngor yn eu derbyn ar eu pen eu hunain. Bydd yn asesu’r anabledd.',
  },
} as const;
const accepted = {
  says: 'The award is accepted without a further assessment.',
  saysWelsh: 'Derbynnir y dyfarniad heb asesiad pellach.',
};

const refusalOf = ({ award, activity, points = 0 }: Disability, rules: PassRules['disabled']) => {
  if (!award) return 'no_award';
  if (!(rules.awards as readonly Award[]).includes(award)) return 'award_not_accepted';
  if (award !== 'pip') return undefined;
  if (activity === 'planning_journeys' && !rules.planningJourneys) return 'activity_not_accepted';
  return points < rules.pipPoints ? 'too_few_points' : undefined;
};

/** Whether an award is enough by itself. Without one nobody is refused: staff assess. */
export const awardVerdict = (disability: Disability, rules: PassRules['disabled']) => {
  const refusal = refusalOf(disability, rules);
  return refusal ? { automatic: false, ...refusals[refusal] } : { automatic: true, ...accepted };
};

/** From when an older person gets a pass, and may ask for it. */
export const ageVerdict = (dateOfBirth: string, rules: PassRules, today: string) => {
  const found = busPassFrom(dateOfBirth);
  if (!found) return undefined;
  const applyFrom = addDays(found.from, -rules.applyDaysBefore);
  return { ...found, applyFrom, qualifies: found.from <= today };
};

/** Statutory hours: Transport Act 2000 s145. */
const statutory = {
  statutory: ['Monday to Friday from 09:30 to 23:00', 'Saturdays, Sundays and bank holidays all day'],
  statutoryWelsh: ['Dydd Llun i ddydd Gwener rhwng 09:30 a 23:00', 'Dydd Sadwrn, dydd Sul a gwyliau banc drwy’r dydd'],
};
export const travelOf = ({ localHours }: PassRules) => ({ ...statutory, local: localHours });

/** The same for whoever writes a name in another order, case or spelling of its letters. */
export const plainName = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .sort()
    .join(' ');
