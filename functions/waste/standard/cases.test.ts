import * as z from 'zod/mini';
import type { Case } from '../contract/cases.ts';
import { caseTypes } from '../contract/otherCases.ts';
import { CaseInput } from '../contract/standardCaseInput.ts';
import { StandardCase } from '../contract/standardRecords.ts';
import { rootOfModel } from '../contract/standardXml.ts';
import { caseOf, detailsOf, typeOf } from './cases.ts';

const link = (...path: readonly string[]) => ['', ...path].join('/');
const at = '2026-11-23T09:30:00.000Z';
const uprn = '990100000002';
const anyCase = { uprn, status: 'open', createdAt: at, updatedAt: at } as const;

const missed: Case = {
  ...{ ...anyCase, reference: 'MC-7K2M9QXA', kind: 'missed_collection', service: 'recycling', stage: 'reported' },
  details: { round: 'REC 1', collectionDate: '2026-11-23', reportedAt: '990100000003' },
};
const other = (details: Extract<Case, { kind: 'other' }>['details']): Case => ({
  ...{ ...anyCase, reference: 'OC-7K2M9QXA', kind: 'other', stage: 'received', details },
});

it('tells a missed collection as ReportMissedBin, without the flat that reported it', () => {
  const told = caseOf(missed, link);
  expect(told).toEqual({
    '@type': 'ReportMissedBin',
    '@id': '/cases/MC-7K2M9QXA',
    id: 'MC-7K2M9QXA',
    subject: 'Missed collection',
    status: 'active',
    date_created: at,
    uprn,
    service: '/services/recycling',
    collection_type: 'recycling',
  });
  expect(Object.keys(StandardCase.def.shape)).toEqual(expect.arrayContaining(Object.keys(told)));
});

it('tells an escalation as ReportMissedBin, and a closed case as closed', () => {
  const details = { of: missed.reference, round: 'REC 1', collectionDate: '2026-11-23' };
  const escalation: Case = { ...missed, kind: 'missed_escalation', details, status: 'closed', outcome: 'done' };
  expect(caseOf(escalation, link)).toMatchObject({ '@type': 'ReportMissedBin', status: 'closed' });
});

type Details<K extends Case['kind']> = Extract<Case, { kind: K }>['details'];
const container = (details: Partial<Details<'container'>>): Case => ({
  ...{ ...anyCase, reference: 'CR-7K2M9QXA', kind: 'container', stage: 'requested' },
  details: { container: 'box_55', action: 'request', quantity: 1, units: ['box_55'], ...details },
});

const sofa = { '@type': 'BulkyItem', name: 'sofa' };
const bulky = (price: number): Case => ({
  ...{ ...anyCase, reference: 'BU-7K2M9QXA', kind: 'bulky_collection', stage: 'booked' },
  details: {
    ...{ date: '2026-11-26', price, free: price === 0, concession: false, trade: false },
    items: [{ item: 'sofa', name: 'sofa', quantity: 2 }],
    location: 'By the side door',
  },
});

it.each<[string, Case, object]>([
  ['another container', container({ reason: 'extra' }), { '@type': 'AdditionalBinRequest', collection_type: 'box_55' }],
  ['one for a new home', container({ reason: 'new_property' }), { '@type': 'NewCollection' }],
  ['a damaged one', container({ action: 'replace', reason: 'damaged' }), { '@type': 'ReportDamage' }],
  ['a stolen one', container({ action: 'replace', reason: 'stolen' }), { '@type': 'AdditionalBinRequest' }],
  ['one to take away', container({ action: 'remove' }), { '@type': 'Case', subject: 'Container to take away' }],
  [
    'a garden waste subscription',
    {
      ...{ ...anyCase, reference: 'GW-7K2M9QXA', kind: 'garden', stage: 'active' },
      details: { startsOn: '2026-04-01', endsOn: '2027-03-31', bins: 1, toDeliver: 0 },
    },
    { '@type': 'NewCollection', subject: 'Garden waste subscription' },
  ],
  ['a free bulky collection', bulky(0), { '@type': 'BulkyCollectionRequest', items: [sofa, sofa] }],
  [
    'one that costs something',
    bulky(4000),
    { '@type': 'ChargeableBulkyCollectionRequest', subject: 'Bulky collection' },
  ],
  [
    'one that did not come',
    {
      ...{ ...anyCase, reference: 'BM-7K2M9QXA', kind: 'missed_bulky', stage: 'reported' },
      details: { booking: 'BU-7K2M9QXA', collectionDate: '2026-11-26' },
    },
    { '@type': 'ReportMissedBin', subject: 'Missed bulky collection' },
  ],
])('tells %s in its model', (_, one, expected) => {
  expect(caseOf(one, link)).toMatchObject(expected);
});

it('tells of assisted collection nothing of where the containers are, nor why', () => {
  const assisted: Case = {
    ...{ ...anyCase, reference: 'AC-7K2M9QXA', kind: 'assisted_collection', stage: 'requested' },
    details: { reason: 'access', location: 'By the side door' },
  };
  expect(caseOf(assisted, link)).toMatchObject({ '@type': 'AssistedCollectionRequest' });
  expect(JSON.stringify(caseOf(assisted, link))).not.toMatch(/side door|access/);
});

const read = (given: object) => z.safeParse(CaseInput, given);
const wrong = (given: object) => read(given).error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
const details = (given: object) => detailsOf(z.parse(CaseInput, given));

describe('what has no form of its own', () => {
  it('is kept with all that came, and told in its own model', () => {
    const items = [
      { name: 'Sofa', description: '3 seats', is_working: true },
      { name: 'Fridge', is_working: false },
    ];
    const given = {
      '@type': 'BulkyCollectionRequest',
      uprn,
      description: 'At the gate',
      items: [...items, { name: 'Bed' }],
    };
    const kept = details(given);
    expect(kept).toEqual({
      type: 'BulkyCollectionRequest',
      subject: 'Bulky collection',
      description: 'At the gate\nSofa (3 seats, working)\nFridge (not working)\nBed',
    });
    expect(caseOf(other(kept), link)).toMatchObject({ '@type': kept.type, description: kept.description });
  });

  it('has where it is, and what else has a field of its own', () => {
    const given = {
      description: 'A fox',
      location: 'By the bus stop',
      reason: 'other',
      until: '2027-02-28',
      price: 500,
    };
    expect(details({ '@type': 'DeadAnimal', uprn, ...given }).description).toBe(
      'A fox\nBy the bus stop\nother\nuntil 2027-02-28\n500 pence',
    );
  });

  it.each(caseTypes)('%s has a subject where none was given', (type) => {
    const needed = { service: 'refuse', location: 'By the door', declaration: true };
    expect(details({ '@type': type, uprn, ...needed }).subject).toMatch(/^[A-Z][a-z]+/);
  });

  it('is a Case where no model is named', () => {
    expect(details({ uprn, subject: 'A new bin store' })).toEqual({ type: 'Case', subject: 'A new bin store' });
  });
});

describe('a case as clients send it', () => {
  it.each([
    ['text', uprn],
    ['a number', 990100000002],
    ['padded text', 'UPRN-0990100000002'],
  ])('has its UPRN as %s', (_, given) => {
    expect(read({ '@type': 'DeadAnimal', uprn: given }).data?.uprn).toBe(uprn);
  });

  it.each([
    ['machine name', 'recycling'],
    ['link', 'https://api.example/marlbeck/waste/standard/services/recycling'],
    ['object with its link', { '@id': '/services/recycling', name: 'Recycling' }],
  ])('names the service by its %s', (_, service) => {
    expect(read({ '@type': 'ReportMissedBin', uprn, service }).data?.service).toBe('recycling');
  });

  it.each([{ '@type': 'ReportMissedBin' }, { type: 'ReportMissedBin' }, { '@type': 'ReportMissedCollection' }])(
    'is a missed bin as %j',
    (model) => {
      const { data } = read({ ...model, uprn, service: 'refuse' });
      expect(data && typeOf(data)).toBe('ReportMissedBin');
    },
  );

  it.each([
    ['in the form of the example', { name: 'Jo', address: '1 High Street' }, { name: 'Jo' }],
    [
      'with an address in parts',
      { '@type': 'Person', email: 'Jo@resident.example', address: { paon: '1' } },
      { email: 'jo@resident.example' },
    ],
    ['of whom nothing is kept', { address: '1 High Street' }, undefined],
  ])('has a customer %s', (_, customer, kept) => {
    expect(read({ '@type': 'DeadAnimal', uprn, customer }).data?.customer).toEqual(kept);
  });

  it.each([
    [{}, ['uprn must be a UPRN: 1 to 12 digits']],
    [{ uprn }, ['subject is required where there is no “@type”']],
    [{ uprn: 1.5, subject: 'a' }, ['uprn must be a UPRN: 1 to 12 digits']],
    [{ uprn: '1234567890123', subject: 'a' }, ['uprn must be a UPRN: 1 to 12 digits']],
    [{ '@type': 'DeadAnimal', type: 'Case', uprn }, ['type must be the same as “@type”, or be left out']],
    [{ '@type': 'ReportMissedBin', uprn }, ['service is required, or collection_type']],
    [{ '@type': 'AssistedCollectionRequest', uprn }, ['location is required', 'declaration is required']],
    [{ '@type': 'constructor', uprn }, [expect.stringMatching(/^@type must be one of Case, /)]],
    [
      { '@type': 'DeadAnimal', uprn, service: 1 },
      ['service must be the machine name of a service, its link, or an object with its link in “@id”'],
    ],
    [{ '@type': 'DeadAnimal', uprn, items: [] }, [expect.stringMatching(/^items /)]],
  ])('%j is refused', (given, messages) => {
    expect(wrong(given)).toEqual(messages);
  });

  it('may not say what it gets here', () => {
    const given = { '@type': 'DeadAnimal', uprn, '@id': '/cases/1', id: '1', status: 'active', date_created: at };
    expect(read(given).error?.issues).toMatchObject([{ keys: ['@id', 'id', 'status', 'date_created'] }]);
  });
});

it.each([
  ['Case', 'case'],
  ['BulkyCollectionRequest', 'bulky-collection-request'],
  ['ReportMissedBin', 'report-missed-bin'],
])('the XML of %s has the root %s, as in the standard’s examples', (type, root) => {
  expect(rootOfModel({ '@type': type })).toBe(root);
});
