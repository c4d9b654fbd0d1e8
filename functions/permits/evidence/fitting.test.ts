import type { Quote } from '../contract/quotes.ts';
import { evidenceWrong, missingOf } from './fitting.ts';

const today = '2026-11-23';
const residence = {
  of: 'residence',
  anyOf: [{ proof: 'utility_bill', notOlderThanDays: 90 }, { proof: 'tenancy' }],
} as const;
const told = (given: object, evidence: readonly object[] = [residence], asked: readonly string[] = []) => {
  const bill = { of: 'residence', proof: 'utility_bill' } as const;
  const found = evidenceWrong({ quote: { evidence } as unknown as Quote, asked }, { ...bill, ...given }, today);
  return found && `${found.pointer} ${found.detail}`;
};

it.each([
  ['what was asked for', {}, undefined],
  ['a bill of 90 days ago', { issued: '2026-08-25' }, undefined],
  ['a bill of 91 days ago', { issued: '2026-08-24' }, '#/issued must be at most 90 days ago'],
  ['an old tenancy', { proof: 'tenancy', issued: '2016-01-01' }, undefined],
  ['a bill of tomorrow', { issued: '2026-11-24' }, '#/issued must not be in the future'],
  ['another kind of proof', { proof: 'photo' }, '#/proof must be one of utility_bill, tenancy'],
  ['proof of something else', { of: 'vehicle' }, '#/of must be one of residence'],
])('%s', (_, given, expected) => {
  expect(told(given)).toBe(expected);
});

it('is anything of what staff asked for, and nothing where nothing has to be proved', () => {
  expect(told({ of: 'vehicle', proof: 'photo' }, [residence], ['vehicle'])).toBeUndefined();
  expect(told({}, [])).toBe('#/of is not needed: nothing has to be proved');
});

it('is as old as the most lenient of the rules that ask for it', () => {
  const strict = { of: 'residence', anyOf: [{ proof: 'utility_bill', notOlderThanDays: 30 }] };
  expect(told({ issued: '2026-08-25' }, [strict, residence])).toBeUndefined();
});

describe('what is missing', () => {
  const papers = [
    { of: 'vehicle', anyOf: [{ proof: 'v5c' }, { proof: 'lease' }] },
    { of: 'vehicle', anyOf: [{ proof: 'insurance' }] },
    { of: 'residence', anyOf: [{ proof: 'tenancy' }] },
  ];
  type Piece = Parameters<typeof missingOf>[1][number];
  const piece = (of: string, proof: string, status = 'given') => ({ of, proof, status }) as Piece;
  const residence = piece('residence', 'tenancy');
  it.each([
    ['everything', [], ['vehicle', 'residence']],
    ['one of two papers of the same', [piece('vehicle', 'v5c'), residence], ['vehicle']],
    ['nothing', [piece('vehicle', 'lease'), piece('vehicle', 'insurance'), residence], []],
    ['what was rejected', [piece('residence', 'tenancy', 'rejected')], ['vehicle', 'residence']],
    ['what another paper was given for', [piece('residence', 'photo')], ['vehicle', 'residence']],
    ['nothing that staff accepted something else for', [piece('vehicle', 'other', 'accepted'), residence], []],
    ['what staff accepted another paper for', [piece('vehicle', 'v5c', 'accepted'), residence], ['vehicle']],
  ])('is %s', (_, evidence, expected) => {
    expect(missingOf({ quote: { evidence: papers } as unknown as Quote, asked: [] }, evidence)).toEqual(expected);
  });

  it('is what staff asked for, until anything is given for it', () => {
    const asked = { quote: { evidence: [] } as unknown as Quote, asked: ['identity'] };
    expect(missingOf(asked, [])).toEqual(['identity']);
    expect(missingOf(asked, [piece('identity', 'photo')])).toEqual([]);
  });
});
