/** What the holder, and whoever applied for them, are told. Nothing goes to anybody after a cancellation. */
import type { PassApplicant } from '../contract/passShapes.ts';
import type { Purpose } from './consequences.ts';
import type { KeptPass } from './items.ts';
import type { PassDependencies, PassMessage } from './ports.ts';

/** The lengths and beginnings of numbers that take texts. */
const mobile = /^(?:\+44|0)7\d{9}$/;
const phoneOf = (telephone: string | undefined): string | undefined => {
  const plain = telephone?.replaceAll(/[ ()-]/g, '') ?? '';
  return mobile.test(plain) ? plain : undefined;
};

const reachable = ({ email, telephone }: { email?: string | undefined; telephone?: string | undefined }) => {
  const phone = phoneOf(telephone);
  return { ...(email && { email }), ...(phone && { phone }) };
};

/** By letter only where there is no other way. */
const recipients = ({ name, address, onBehalf, ...contact }: PassApplicant): PassMessage['to'][] => {
  const [own, helper] = [reachable(contact), onBehalf ? reachable(onBehalf) : {}];
  const some = [own, helper].filter((to) => Object.keys(to).length > 0);
  return some.length > 0 ? some : [{ address: [name, ...address.lines, address.postcode].slice(-7) }];
};

const needWords = {
  en: {
    photo: 'a photo',
    identity: 'proof of identity',
    residence: 'proof of address',
    disability: 'proof of disability',
  },
  cy: { photo: 'llun', identity: 'prawf hunaniaeth', residence: 'prawf cyfeiriad', disability: 'prawf anabledd' },
};

const wordsOf = (pass: KeptPass, { name, language }: PassApplicant): PassMessage['personalisation'] => ({
  ...{ name, reference: pass.pass, kind: pass.kind },
  ...{ starts: pass.starts ?? '', ends: pass.ends ?? '', evidence_by: pass.evidenceBy?.slice(0, 10) ?? '' },
  missing: pass.missing.map((need) => needWords[language][need]),
  reasons: pass.reasons.map(({ says, saysWelsh }) => (language === 'cy' ? (saysWelsh ?? says) : says)),
});

/** What can be told more than once of a pass, by what is different then. */
const occasionOf = ({ evidenceBy, ends }: KeptPass, purpose: Purpose): string =>
  String(Date.parse((purpose === 'pass_evidence_needed' ? evidenceBy : ends) ?? '1970-01-01'));

/** Throws `Down`: then it is tried again, and sent once. */
export const tellOf = async (
  { passPeople, tellHolder }: Pick<PassDependencies, 'passPeople' | 'tellHolder'>,
  council: string,
  pass: KeptPass,
  purpose: Purpose,
): Promise<boolean> => {
  const contact = await passPeople.contact(council, pass.pass);
  const isReminder = purpose === 'pass_renewal';
  if (!contact || pass.status === 'cancelled' || (isReminder && !contact.reminders)) return false;
  for (const [i, to] of recipients(contact).entries())
    await tellHolder(council, {
      ...{ purpose: `permits.${purpose}`, about: `permits:${pass.pass}`, language: contact.language, to },
      ...{ personalisation: wordsOf(pass, contact), subscription: isReminder },
      key: `${pass.pass}:${purpose}:${occasionOf(pass, purpose)}:${i}`,
    });
  return true;
};
