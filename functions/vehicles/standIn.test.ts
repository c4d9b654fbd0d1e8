import { Ajv } from 'ajv';
import { itWithData, sharedJson } from '#test/support/sharedData.ts';
import { type Controls, standIn } from './standIn.ts';

const now = Date.parse('2026-11-23T09:30:00Z');
const started = () => standIn.start({ clock: () => now, callbacks: () => '' });
let running: Awaited<ReturnType<typeof started>>;
beforeEach(async () => {
  running = await started();
});
afterEach(() => running.stop());

const key = standIn.secretsFor('marlbeck')['api-key'] ?? '';
const ask = async (body: string, apiKey = key, path = '/v1/vehicles') => {
  const answer = await fetch(running.url + path, { method: 'POST', headers: { 'x-api-key': apiKey }, body });
  return { status: answer.status, body: await answer.json() };
};
const enquire = (registrationNumber: string) => ask(JSON.stringify({ registrationNumber }));
const control = (controls: Partial<Controls>) => ask(JSON.stringify(controls), key, '/.controls');

interface Mocks {
  readonly statusByVrn: Readonly<Record<string, number>>;
  readonly bodies: Readonly<Record<string, object>>;
  readonly observedErrorBodies: Readonly<Record<string, unknown>>;
}
const mocks = (): Mocks => sharedJson('national', 'dvla-ves', 'ves-uat-mocks.json');
const schemas = () =>
  sharedJson<{ components: object }>('national', 'dvla-ves', 'vehicle-enquiry-1.1.0.json').components;

itWithData('answers the marks of the test environment as DVLA does', async () => {
  const { statusByVrn, bodies, observedErrorBodies } = mocks();
  for (const [mark, status] of Object.entries(statusByVrn)) {
    const answer = await enquire(mark);
    expect([mark, answer.status]).toEqual([mark, status]);
    if (status !== 200) expect(answer.body).toEqual(observedErrorBodies[status]);
    if (bodies[mark]) expect(answer.body).toEqual({ ...bodies[mark], taxDueDate: '2027-11-23' });
  }
});

itWithData('answers as the specification says', async () => {
  const ajv = new Ajv({ strict: false, formats: { date: /^\d{4}-\d\d(-\d\d)?$/, int32: true } });
  ajv.addSchema({ components: schemas() }, 'ves');
  const fits = (name: string, body: unknown) => {
    const validate = ajv.getSchema(`ves#/components/schemas/${name}`);
    validate?.(body);
    return validate?.errors;
  };
  for (const mark of ['AA19AAA', 'AA19EEE', 'AA19PPP', 'L2WPS', 'AA19SRN', 'AA19MOT', 'ZZ73ABC', 'ZZ1', 'ABC123D'])
    expect(fits('Vehicle', (await enquire(mark)).body)).toBeNull();
  for (const mark of ['ER19BAD', 'ER19NFD', 'ER19ERR'])
    expect(fits('ErrorResponse', (await enquire(mark)).body)).toBeNull();
});

it('tells the same of a mark each time, and its month of registration by its age identifier', async () => {
  const [first, again] = [await enquire('ZZ73ABC'), await enquire('ZZ73ABC')];
  expect(again).toEqual(first);
  expect(first.body).toMatchObject({ registrationNumber: 'ZZ73ABC', monthOfFirstRegistration: '2023-09' });
});

it('refuses other keys and what is no mark', async () => {
  expect(await ask('{"registrationNumber":"AA19AAA"}', 'other')).toEqual({
    status: 403,
    body: { message: 'Forbidden' },
  });
  for (const body of ['', 'null', '{}', '{"registrationNumber":7}', '{"registrationNumber":"aa19 aaa"}'])
    expect(await ask(body)).toMatchObject({ status: 400, body: { errors: [{ code: 'ENQ103' }] } });
  expect(await ask('{}', key, '/v2')).toEqual({ status: 404, body: { message: 'Not Found' } });
});

it('is controlled', async () => {
  await control({ vehicles: { ZZ19ABC: { make: 'KIA' }, AA19AAA: null } });
  expect((await enquire('ZZ19ABC')).body).toEqual({
    registrationNumber: 'ZZ19ABC',
    make: 'KIA',
    taxDueDate: '2027-11-23',
  });
  expect((await enquire('AA19AAA')).status).toBe(404);
  await control({ down: 'maintenance' });
  expect(await enquire('AA19EEE')).toMatchObject({ status: 503, body: [{ status: 503 }] });
  await control({ down: 'error' });
  expect((await enquire('AA19EEE')).status).toBe(500);
  await control({ down: false, perMinute: 4 });
  expect(await enquire('AA19EEE')).toEqual({ status: 429, body: { message: 'Too Many Requests' } });
});
