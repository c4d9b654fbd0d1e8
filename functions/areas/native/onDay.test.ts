import * as fc from 'fast-check';
import type { Within } from '../areas.ts';
import { changesAfter, type Evidence, type History, holdsOn, onDay } from './onDay.ts';

/** Surrey’s districts go whole to two unitaries on 1 April 2027; codes of those are invented. */
const surrey: History = {
  reorganisations: [
    { from: 'E07000207', to: 'E06999001', toName: 'East Surrey', date: '2027-04-01' },
    { from: 'E07000209', to: 'E06999002', toName: 'West Surrey', date: '2027-04-01' },
  ],
  editions: new Map(),
};
const elmbridge: Evidence = {
  codes: { county: 'E10000030', district: 'E07000207', ward: 'E05007255', division: 'E58001457', parish: 'E43000144' },
  within: [],
};
const none: History = { reorganisations: [], editions: new Map() };
const codesOn = (evidence: Evidence, day: string, history: History) =>
  Object.fromEntries(Object.entries(onDay(evidence, day, history)).map(([kind, { code }]) => [kind, code]));

describe('areas on a day', () => {
  it.each([
    ['2026-11-23', 'E07000207', 'E10000030'],
    ['2027-03-31', 'E07000207', 'E10000030'],
    ['2027-04-01', 'E06999001', null],
    ['2030-01-01', 'E06999001', null],
  ])('on %s the council is %s and the county %s', (day, district, county) => {
    expect(codesOn(elmbridge, day, surrey)).toMatchObject({ district, county });
  });

  it('leaves out the divisions of a county that is gone, and keeps wards and parishes', () => {
    expect(codesOn(elmbridge, '2027-05-06', surrey)).toEqual({
      county: null,
      district: 'E06999001',
      ward: 'E05007255',
      parish: 'E43000144',
    });
  });

  it('knows that there is no county above a London borough, and keeps divisions that a unitary has', () => {
    const codes = { district: 'E09000021', division: 'E58001457' };
    expect(codesOn({ codes, within: [] }, '2026-11-23', none)).toEqual({ ...codes, county: null });
  });

  it('says that a place is in no parish', () => {
    expect(onDay(elmbridge, '2026-11-23', none).parish).toEqual({ code: 'E43000144', unparished: true });
  });

  it.each([['E99999999'], ['S99999999'], ['L99999999'], ['M83000003']])('takes %s for none', (code) => {
    expect(onDay({ codes: { county: code }, within: [] }, '2026-11-23', none)).toEqual({ county: { code: null } });
  });

  it('prefers boundaries that hold, the latest first, to the codes of a directory', () => {
    const wards: Within[] = [
      { code: 'E05000001', kind: 'ward', from: '2013-05-02' },
      { code: 'E05000002', kind: 'ward', from: '2027-05-06' },
    ];
    const evidence = { codes: { ward: 'E05009999' }, within: wards };
    expect(codesOn(evidence, '2012-01-01', none)).toEqual({ ward: 'E05009999' });
    expect(codesOn(evidence, '2027-05-05', none)).toEqual({ ward: 'E05000001' });
    expect(codesOn(evidence, '2027-05-06', none)).toEqual({ ward: 'E05000002' });
  });

  it('knows the council by the ward where no boundary of councils was loaded, and the county by the council', () => {
    const history: History = {
      ...surrey,
      editions: new Map([['E05007255', [{ parent: 'E07000207' }]]]),
      counties: new Map([['E07000207', 'E10000030']]),
    };
    const within: Within[] = [{ code: 'E05007255', kind: 'ward', onEdge: true }];
    expect(onDay({ codes: {}, within }, '2026-11-23', history)).toEqual({
      county: { code: 'E10000030' },
      district: { code: 'E07000207', onEdge: true },
      ward: { code: 'E05007255', onEdge: true },
    });
    expect(codesOn({ codes: {}, within }, '2027-04-01', history)).toMatchObject({ district: 'E06999001' });
    expect(codesOn({ codes: { district: 'E07000209' }, within }, '2026-11-23', history).district).toBe('E07000209');
  });

  it('takes the lowest code of a point on an edge, and says so', () => {
    const within: Within[] = [
      { code: 'E05000001', kind: 'ward', onEdge: true },
      { code: 'E05000002', kind: 'ward', onEdge: true },
    ];
    expect(onDay({ codes: {}, within }, '2026-11-23', none)).toEqual({ ward: { code: 'E05000001', onEdge: true } });
  });

  it('does not say that a new council was there before its first day', () => {
    const evidence = { codes: { district: 'E06999001' }, within: [] };
    expect(onDay(evidence, '2027-03-31', surrey)).toEqual({});
    expect(codesOn(evidence, '2027-04-01', surrey)).toEqual({ county: null, district: 'E06999001' });
  });

  it('follows a code of an old directory to its only successor', () => {
    const history = {
      reorganisations: [],
      editions: new Map([
        ['E07000004', [{ to: '2020-04-01', successors: ['E06000060'] }]],
        ['E05000009', [{ to: '2020-04-01', successors: ['E05000010', 'E05000011'] }]],
      ]),
    };
    const evidence = { codes: { district: 'E07000004', ward: 'E05000009' }, within: [] };
    expect(codesOn(evidence, '2020-03-31', history)).toEqual({ district: 'E07000004', ward: 'E05000009' });
    expect(codesOn(evidence, '2020-04-01', history)).toEqual({ county: null, district: 'E06000060' });
  });

  it('does not go round in circles', () => {
    const circle = {
      ...none,
      reorganisations: ['AB', 'BA'].map(([from = '', to = '']) => ({ from, to, toName: to, date: '2020-01-01' })),
    };
    expect(onDay({ codes: { ward: 'A' }, within: [] }, '2026-11-23', circle).ward?.code).toMatch(/^[AB]$/);
  });
});

describe('what is known to change', () => {
  it('tells of the new council, and that there will be no county', () => {
    expect(changesAfter(elmbridge, '2026-11-23', surrey)).toEqual([
      { date: '2027-04-01', kind: 'county', code: null, replaces: 'E10000030' },
      { date: '2027-04-01', kind: 'district', code: 'E06999001', replaces: 'E07000207' },
    ]);
    expect(changesAfter(elmbridge, '2027-04-01', surrey)).toEqual([]);
  });

  it('tells of each change, wards in May after councils in April', () => {
    const within: Within[] = [{ code: 'E05999999', kind: 'ward', from: '2027-05-06' }];
    const dates = changesAfter({ ...elmbridge, within }, '2026-11-23', surrey).map(({ date, kind }) => [date, kind]);
    expect(dates).toEqual([
      ['2027-04-01', 'county'],
      ['2027-04-01', 'district'],
      ['2027-05-06', 'ward'],
    ]);
  });

  const day = fc
    .date({ min: new Date('2015-01-01'), max: new Date('2035-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const within = fc.array(
    fc.record({
      code: fc.constantFrom('E05000001', 'E05000002', 'E05000003'),
      kind: fc.constant('ward' as const),
      from: fc.option(day, { nil: undefined }),
      to: fc.option(day, { nil: undefined }),
    }),
    { maxLength: 5 },
  );

  it('leads from one day to any later day', () => {
    fc.assert(
      fc.property(within, day, day, (boundaries, a, b) => {
        const [now = a, later = b] = [a, b].sort();
        const evidence = { codes: {}, within: boundaries as Within[] };
        const changes = changesAfter(evidence, now, none).filter(({ date }) => date <= later);
        const last = changes.findLast(({ kind }) => kind === 'ward')?.code ?? onDay(evidence, now, none).ward?.code;
        const then = onDay(evidence, later, none).ward?.code;
        expect(then === undefined || then === last).toBe(true);
      }),
    );
  });

  it('counts the first day of an area as in it, and its last date as not', () => {
    expect(holdsOn({ from: '2027-04-01' }, '2027-04-01')).toBe(true);
    expect(holdsOn({ to: '2027-04-01' }, '2027-04-01')).toBe(false);
  });
});
