/** Why a container cannot be asked for, or asked for again, as residents read it. */
import type { Language } from '../collections.ts';
import type { Refusal } from '../contract/containers.ts';
import type { EscalationReason } from './escalation.ts';

export const refusalInWords: Readonly<Record<Refusal, Readonly<Record<Language, string>>>> = {
  not_offered: {
    en: 'This is not collected from the property.',
    cy: 'Nid yw hwn yn cael ei gasglu o’r eiddo.',
  },
  shared: {
    en: 'The containers here are shared. Ask whoever looks after the building.',
    cy: 'Mae’r cynwysyddion yma’n cael eu rhannu. Gofynnwch i bwy bynnag sy’n gofalu am yr adeilad.',
  },
  already_requested: {
    en: 'This has been asked for already.',
    cy: 'Gofynnwyd am hwn eisoes.',
  },
  larger_requested: {
    en: 'A larger one has been asked for already.',
    cy: 'Gofynnwyd am un mwy eisoes.',
  },
  year_limit: {
    en: 'The household has asked for as many as it can this year.',
    cy: 'Mae’r cartref wedi gofyn am gymaint ag y gall eleni.',
  },
  household_limit: {
    en: 'The household has as many as it can have.',
    cy: 'Mae gan y cartref gymaint ag y gall ei gael.',
  },
};

export const escalationInWords: Readonly<Record<EscalationReason, (moment: string) => string>> = {
  closed: () => 'The request was closed.',
  unpaid: () => 'The request is not paid.',
  already_escalated: () => 'You have told us again already.',
  too_soon: (moment) => `You can tell us again from ${moment}.`,
  too_late: (moment) => `You could tell us again until ${moment}.`,
};
