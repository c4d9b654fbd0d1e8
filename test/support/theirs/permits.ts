/** Permits of theirs: zones and schemes, who applied, who has one, who visits, and what wardens checked. */
import { londonDay } from '#shared/london.ts';
import { until } from '../keepPermits.ts';
import { photo } from '../permitSteps.ts';
import { applied, asking, freeSchemes, visited } from '../permitThings.ts';
import { type Belongings, ours, secret, theirs } from './belongings.ts';

const { uprn, label, street, thing } = secret;
/** Ours has one of the same code, to be asked for theirs. */
const zone = 'mill-lane';
/** `secret.thing`, as a registration is written. */
const registration = 'SECRETXTHING';
export const email = 'jo@secret.example';
const who = { uprn, name: thing, email };
const ask = asking(theirs);

const settings = async (): Promise<void> => {
  await asking(ours)('PUT', `zones/${zone}`, { name: 'Ours' });
  await ask('PUT', `zones/${zone}`, { name: street, uprns: [uprn] });
  await ask('PUT', 'zones/secretive', { name: street });
  await ask('PUT', 'enforcement/settings', { graceMinutes: 77 });
  for (const [code, body] of Object.entries(freeSchemes(label))) await ask('PUT', `schemes/${code}`, body);
};

const paper = { of: 'residence', proof: 'utility_bill', content: photo };
/** Waits for staff, with a paper. */
const waiting = async (registration: string) => {
  const ids = await applied(ask, who, 'looked', registration);
  await ask('POST', `applications/${ids.application}/evidence`, paper);
  return ids;
};
const applications = async () => {
  await applied(ask, who, 'free', registration);
  await applied(ask, who, 'free', `${registration}2`);
  await waiting(`${registration}3`);
  return waiting(`${registration}4`);
};

const checks = async (): Promise<void> => {
  for (const n of ['6', '7']) await ask('POST', 'checks', { registration: `${registration}${n}`, zone });
};

/** Feeds are some seconds behind, so that they miss nothing. */
export const untilFed = () => until(async () => (await ask('GET', `valid?zone=${zone}`)).permits.length >= 3);

const day = londonDay(Date.now());
const ofZone = { query: { zone } };
const ofHome = { query: { scheme: 'visitor', uprn } };

export const theirPermits = async (): Promise<Belongings> => {
  await settings();
  const visit = await visited(ask, uprn, `${registration}5`);
  const ids = { ...(await applications()), ...visit, scheme: 'free', zone: 'secretive' };
  await checks();
  return {
    ids,
    own: { getEvidenceFile: { evidence: 'E01' }, judgeEvidence: { evidence: 'E01' } },
    state: [`permits/applications/${ids.application}`, `permits/permits/${ids.permit}`, 'permits/schemes'],
    open: {
      ...{ listPermitSchemes: { isSearch: true }, getPermitScheme: {}, listPermitSchemeVersions: {} },
      ...{ listPermitZones: { isSearch: true }, getPermitZone: {} },
      findPermitZone: { query: { uprn }, isSearch: true },
    },
    questions: {
      listPermitApplications: [{}],
      findPermits: [{ body: { uprn } }, { body: { email } }],
      getVisitorBalance: [{ ...ofHome, status: 404 }],
      listVisits: [ofHome],
      listPermitChecks: [{ query: { day } }],
      listValidPermits: [ofZone],
      listRightSpecifications: [{}],
      listAssignedRights: [ofZone],
      findPersonInPermits: [{ body: { email } }],
    },
    paged: {
      ...{ listPermitApplications: 'limit=1', listPermitChecks: `day=${day}&limit=1` },
      ...{ listValidPermits: `zone=${zone}&limit=1`, listAssignedRights: `zone=${zone}&pageSize=1` },
      listRightSpecifications: 'pageSize=1',
    },
    bodies: {
      giveEvidence: { of: 'residence', proof: 'utility_bill', post: true },
      refusePermit: { reasons: [{ code: 'other', says: 'No.' }] },
    },
  };
};
