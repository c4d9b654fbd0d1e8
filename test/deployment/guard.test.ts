/** Nothing that holds data is lost by what is in this folder. To accept what is new: npm run fingerprints. */

import { compare, isLoss, judge } from '#infra/stateful/compare.ts';
import { fingerprintsOf, type StatefulTemplate } from '#infra/stateful/fingerprints.ts';
import { everything, parseWaivers, readRecord, readWaivers, templatesIn } from '#infra/stateful/guard.ts';
import { londonDay } from '#shared/london.ts';
import { synthesize } from '#test/support/deployment.ts';

let templates: Map<string, StatefulTemplate>;
const found = (given = templates) => fingerprintsOf(given, everything.name);

beforeAll(async () => {
  templates = templatesIn((await synthesize(everything)).assembly);
});

it('every resource that holds data is as it is recorded, or waived', () => {
  expect(judge(compare(readRecord(), found()), readWaivers(), londonDay(Date.now())).refused).toEqual([]);
});

it('every table is among them, and all but the one that counts calls are kept', () => {
  const tables = Object.entries(found()).filter(([, { type }]) => type.startsWith('AWS::DynamoDB::'));
  const inTemplates = [...templates.values()]
    .flatMap(({ Resources = {} }) => Object.values(Resources))
    .filter(({ Type }) => Type.startsWith('AWS::DynamoDB::'));
  expect(tables).toHaveLength(inTemplates.length);
  for (const [name, { kept }] of tables)
    if (!name.startsWith('platform/Quotas'))
      expect(kept).toEqual({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain', DeletionProtection: 'on' });
});

it('the removal of any one of them is refused by name', () => {
  for (const resource of Object.keys(found())) {
    const [stack, id = ''] = resource.split('/');
    const without = new Map(
      [...templates].map(([name, { Resources = {} }]) => {
        const { [id]: _, ...others } = Resources;
        return [name, { Resources: name === `${everything.name}-${stack}` ? others : Resources }];
      }),
    );
    const { refused } = judge(compare(found(), found(without)).filter(isLoss), [], londonDay(Date.now()));
    expect(refused).toEqual([
      expect.stringMatching(new RegExp(`^${resource}: \\S+ would be removed.*\\n {2}Put it back`)),
    ]);
  }
});

const aWaiver = (overrides: object = {}) => ({
  resource: 'waste/Table',
  change: 'removed',
  reason: 'Moved to collections in May',
  expires: '2027-05-31',
  ...overrides,
});

it.each([
  ['no reason', { reason: '' }, '0.reason: must say why'],
  ['a reason that says nothing', { reason: 'needed' }, '0.reason: must say why'],
  ['no last day', { expires: undefined }, '0.expires: must be a date'],
  ['a last day that is no date', { expires: 'never' }, '0.expires: must be a date'],
  [
    'a change that cannot be waived',
    { change: 'new' },
    '0.change: must be one of removed, replaced, index, unprotected',
  ],
  ['a resource without a stack', { resource: 'Table' }, '0.resource: must be a stack and a logical id'],
])('a waiver with %s is refused', (_, overrides, says) => {
  expect(parseWaivers(JSON.stringify([aWaiver()]))).toHaveLength(1);
  expect(() => parseWaivers(JSON.stringify([aWaiver(overrides)]))).toThrow(says);
});
