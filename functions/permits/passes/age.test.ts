import { describeWithData, sharedJson } from '#test/support/sharedData.ts';
import { busPassFrom, firstBirth } from './age.ts';
import table from './pensionAge.json' with { type: 'json' };

const after = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
const next = (day: string): string => after(day, 1);

it.each([
  ['1950-04-05', '2010-04-05', 'the last at 60'],
  ['1950-04-06', '2010-05-06', 'the first fixed row'],
  ['1953-12-05', '2018-11-06', 'the last day on which men had another date'],
  ['1954-10-06', '2020-10-06', '66'],
  ['1956-02-29', '2022-03-01', '29 February'],
  ['1960-02-29', '2026-03-01', '29 February'],
  ['1960-04-05', '2026-04-05', 'the last at 66'],
  ['1960-04-06', '2026-05-06', 'a month more'],
  ['1960-05-20', '2026-07-20', 'two months more'],
  ['1960-07-01', '2026-10-01', 'three months more'],
  ['1960-07-31', '2026-11-30', 'the end of a month'],
  ['1960-12-08', '2027-09-08', 'nine months more'],
  ['1960-12-31', '2027-09-30', 'the end of a month'],
  ['1961-01-31', '2027-11-30', 'the end of a month'],
  ['1961-02-28', '2028-01-28', 'eleven months more'],
  ['1961-03-06', '2028-03-06', '67'],
  ['1976-02-29', '2043-03-01', '29 February'],
  ['1977-04-06', '2044-05-06', 'a fixed row'],
  ['1978-04-06', '2046-04-06', '68'],
  ['1980-02-29', '2048-02-29', '29 February of a leap year'],
])('who is born on %s gets a pass from %s: %s', (birth, from) => {
  expect(busPassFrom(birth)).toMatchObject({ from, tableVersion: table.version });
});

it('says which rule it went by', () => {
  const rules = ['1950-01-01', '1951-01-01', '1960-04-06', '1960-05-06'].map((birth) => busPassFrom(birth)?.rule);
  expect(rules).toEqual([
    '60 years',
    'born from 1950-12-06 to 1951-01-05',
    '66 years and 1 month',
    '66 years and 2 months',
  ]);
});

it('has ranges without gap or overlap, the last of them open', () => {
  expect(table.ranges[0]?.from).toBe(firstBirth);
  table.ranges.slice(1).forEach(({ from }, i) => {
    expect(from).toBe(next(table.ranges[i]?.to ?? ''));
  });
  expect(table.ranges.at(-1)).not.toHaveProperty('to');
});

it('answers for every birth there is, and nobody who is born later qualifies earlier', () => {
  const wrong: string[] = [];
  let before = '';
  for (let birth = firstBirth; birth <= '2026-11-23'; birth = next(birth)) {
    const from = busPassFrom(birth)?.from ?? '';
    if (from < before || after(from, 0) !== from) wrong.push(birth);
    before = from;
  }
  expect(wrong).toEqual([]);
});

it('knows nothing of births before its table', () => {
  expect(busPassFrom('1889-12-31')).toBeUndefined();
});

it('goes by the table that it is given', () => {
  const other = { version: 'next', ranges: [{ from: '1970-01-01', years: 70, months: 0 }] };
  expect(busPassFrom('1970-02-28', other)).toEqual({ from: '2040-02-28', rule: '70 years', tableVersion: 'next' });
});

describeWithData('the official vectors', () => {
  it('are all met', () => {
    const { vectors } = sharedJson<{ vectors: { dateOfBirth: string; busPassFrom: string }[] }>(
      'national',
      'state-pension-age',
      'bus-pass-vectors.json',
    );
    expect(vectors).toHaveLength(180);
    expect(vectors.map(({ dateOfBirth }) => busPassFrom(dateOfBirth)?.from)).toEqual(
      vectors.map((one) => one.busPassFrom),
    );
  });
});
