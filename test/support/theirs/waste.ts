/** Their rounds, cases and households, and rounds of ours. */
import { londonDay } from '#shared/london.ts';
import { api } from '../app.ts';
import { standardEventId } from '../standardSteps.ts';
import { type Belongings, type Open, ours, secret, theirs } from './belongings.ts';
import { loadAll } from './loads.ts';

const { uprn, usrn } = secret;
const schedule = 'every Monday, Tuesday, Wednesday, Thursday, Friday, Saturday and Sunday';
const rounds = (uprn: string, usrn: string) => ({
  properties: [{ uprn, usrn, services: [{ service: 'refuse', round: 'REF 1', schedule, containers: ['sack'] }] }],
});

const at = new Date(Date.now() - 1000).toISOString();
const event = { uprn, date: londonDay(Date.now()), at, event: 'damaged' as const };

const ask = async (method: string, path: string, body: object): Promise<string> => {
  const headers = { 'idempotency-key': crypto.randomUUID() };
  const { status, json } = await api(method, `/${theirs}/waste/${path}`, { body, headers });
  expect([path, status < 300, json?.detail]).toEqual([path, true, undefined]);
  return json?.reference;
};

/** A case of theirs, and what their crews noted. */
const reported = async (): Promise<string> => {
  const statuses = [{ round: 'REF 1', date: londonDay(Date.now()), status: 'Closed / Complete', at }];
  await ask('POST', 'round-statuses', { statuses });
  // Before the crews tell of something that would answer it.
  const reference = await ask('POST', 'missed-collections', { uprn, service: 'refuse' });
  const events = [event, { ...event, uprn: undefined, usrn, event: 'roadworks' }];
  await ask('POST', 'crew-events', { events });
  return reference;
};

/** What a household of theirs has. */
const helped = async (): Promise<void> => {
  const prices = { bin: [{ startDate: '2020-01-01', cost: 0 }] };
  await ask('PUT', 'garden/settings', { services: ['refuse'], showOnlySubscribed: false, prices, version: 1 });
  await ask('POST', 'garden/subscriptions', { uprn, bins: 1, existingBins: 1, price: 0 });
  const help = { uprn, reason: 'access', location: 'By the side door', declaration: true };
  await ask('POST', `cases/${await ask('POST', 'assisted-collections', help)}/close`, { outcome: 'done' });
};

/** Look-ups of a property, which find nothing of another council's. */
const ofTheirs: Open = { query: { uprn } };
const open: Record<string, Open> = {
  getCollections: ofTheirs,
  getCalendar: ofTheirs,
  standardServices: ofTheirs,
  standardService: { ...ofTheirs, ids: { serviceId: 'refuse' } },
  standardTasks: ofTheirs,
  standardTask: { ids: { taskId: `${uprn}-refuse-REF_1-2026-11-23` } },
  standardEventTypes: { isEverybodys: true },
  standardEventType: { isEverybodys: true },
  standardFeatureTypes: ofTheirs,
  standardFeatureType: { isEverybodys: true },
  standardSites: { query: { usrn }, isSearch: true },
  standardSite: {},
  standardEvents: { query: { usrn }, isSearch: true },
  standardEvent: { ids: { eventId: standardEventId(event) } },
  standardFeatures: { query: { usrn }, isSearch: true },
  standardFeature: { ids: { featureId: `${uprn}-sack-1` } },
  getMissedEligibility: { query: { uprn, service: 'refuse' } },
  getContainers: ofTheirs,
  quoteGarden: { body: { action: 'new', uprn, bins: 1, existingBins: 0 } },
  getBulkyItems: { isEverybodys: true },
  getBulkyDates: ofTheirs,
};

export const theirWaste = async (): Promise<Belongings> => {
  await loadAll(`/${theirs}/waste/rounds/datasets`, 2, secret.fingerprint, rounds(uprn, usrn));
  await loadAll(`/${ours}/waste/rounds/datasets`, 1, '6'.repeat(64), rounds('666000000001', '66600001'));
  const reference = await reported();
  await helped();
  return {
    ids: { reference, caseId: reference },
    state: ['waste/rounds/datasets/2'],
    open,
    questions: {
      listCases: [{}, { query: { uprn } }],
      standardCases: [{ query: { uprn } }, { query: { usrn } }],
      getGarden: [{ query: { uprn }, status: 404 }],
      getAssistance: [{ query: { uprn } }],
      listRoundsDatasets: [{}],
    },
    paged: { listRoundsDatasets: 'limit=1', listRoundsDatasetAudit: 'limit=1', listRoundsRemarks: '' },
  };
};
