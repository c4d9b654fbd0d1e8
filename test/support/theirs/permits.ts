/** Permits of theirs: zones and schemes, who applied, who has one, who visits, and what wardens checked. */
import { londonDay } from '#shared/london.ts';
import { api } from '../app.ts';
import { until } from '../keepPermits.ts';
import { photo } from '../permitSteps.ts';
import { type Belongings, type Ids, ours, secret, theirs } from './belongings.ts';

const { uprn, label, street, thing } = secret;
/** Ours has one of the same code, to be asked for theirs. */
const zone = 'mill-lane';
/** `secret.thing`, as a registration is written. */
const registration = 'SECRETXTHING';
export const email = 'jo@secret.example';
const applicant = { name: thing, email };

const ask = async (council: string, method: string, path: string, body?: object) => {
  const headers = { 'idempotency-key': crypto.randomUUID() };
  const { status, json } = await api(method, `/${council}/permits/${path}`, { body, headers });
  expect([path, status < 300 || json]).toEqual([path, true]);
  return json;
};

const scheme = { name: label, kind: 'resident', inForceFrom: '2026-04-01', approval: 'automatic' };
const free = { tariff: { prices: [{ ladder: [0] }] } };
const visitors = { unit: 'hours', packs: [{ units: 10, pence: 1200 }], free: 100, allowance: { units: 100 } };
const schemes = {
  secretive: { ...scheme, ...free },
  looked: { ...scheme, ...free, approval: 'always' },
  visitor: { ...scheme, kind: 'visitor', vehicle: { needed: false }, visitors },
};

const settings = async (): Promise<void> => {
  await ask(ours, 'PUT', `zones/${zone}`, { name: 'Ours' });
  await ask(theirs, 'PUT', `zones/${zone}`, { name: street, uprns: [uprn] });
  await ask(theirs, 'PUT', 'zones/secretive', { name: street });
  await ask(theirs, 'PUT', 'enforcement/settings', { graceMinutes: 77 });
  for (const [code, body] of Object.entries(schemes)) await ask(theirs, 'PUT', `schemes/${code}`, body);
};

interface Made extends Ids {
  readonly application: string;
  readonly permit: string;
}
const applied = async (code: string, given: string): Promise<Made> => {
  const vehicle = { registration: given, declared: { fuel: 'petrol', co2: 119 } };
  const { quote } = await ask(theirs, 'POST', 'quotes', { scheme: code, uprn, vehicle });
  const body = { quote, applicant, declaration: true };
  const { application, permit } = await ask(theirs, 'POST', 'applications', body);
  return { quote, application, permit };
};

/** The last waits for staff, with a paper. */
const applications = async (): Promise<Made> => {
  await applied('secretive', registration);
  await applied('secretive', `${registration}2`);
  await applied('looked', `${registration}3`);
  const ids = await applied('looked', `${registration}4`);
  const paper = { of: 'residence', proof: 'utility_bill', content: photo };
  await ask(theirs, 'POST', `applications/${ids.application}/evidence`, paper);
  return ids;
};

const visits = async (): Promise<Ids> => {
  const home = { scheme: 'visitor', uprn };
  const { order } = await ask(theirs, 'POST', 'visitor-orders', { ...home, units: 9, free: true });
  const visit = { ...home, registration: `${registration}5`, hours: 2 };
  const { session } = await ask(theirs, 'POST', 'visitor-sessions', visit);
  return { order, session };
};

const checks = async (): Promise<void> => {
  for (const n of ['6', '7']) await ask(theirs, 'POST', 'checks', { registration: `${registration}${n}`, zone });
};

/** Feeds are some seconds behind, so that they miss nothing. */
export const untilFed = () => until(async () => (await ask(theirs, 'GET', `valid?zone=${zone}`)).permits.length >= 3);

const day = londonDay(Date.now());
const ofZone = { query: { zone } };
const ofHome = { query: { scheme: 'visitor', uprn } };

export const theirPermits = async (): Promise<Belongings> => {
  await settings();
  const ids = { ...(await applications()), ...(await visits()), scheme: 'secretive', zone: 'secretive' };
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
