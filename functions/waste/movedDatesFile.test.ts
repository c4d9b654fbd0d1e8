import { Unreadable } from '#shared/datasets/importer.ts';
import { sourceOf } from '#test/support/sourceOf.ts';
import { movedDates } from './movedDatesFile.ts';

const header = 'normal_date,revised_date,reason,service,round,reason_welsh';
const read = (...lines: string[]) => movedDates.read([sourceOf('christmas.csv', lines)]);

it('reads a row for each day, in either form of dates, an empty one as cancelled', async () => {
  const { body, rows, remarks } = await read(
    header,
    '2026-12-25,2026-12-28,Christmas,,,Nadolig',
    '28/12/2026,29/12/2026,Christmas,Garden waste,GAR 1,',
    '2027-01-01,,New Year,,,',
    ',,,,,',
  );
  expect([rows, remarks]).toEqual([3, []]);
  expect(body).toEqual({
    movedDates: [
      { normalDate: '2026-12-25', revisedDate: '2026-12-28', reason: 'Christmas', reasonWelsh: 'Nadolig' },
      {
        service: 'garden_waste',
        round: 'GAR 1',
        normalDate: '2026-12-28',
        revisedDate: '2026-12-29',
        reason: 'Christmas',
      },
      { normalDate: '2027-01-01', reason: 'New Year' },
    ],
  });
});

it.each([
  ['a day that does not exist', '2026-02-30,2026-03-01,Why', 'normal_date'],
  ['an American date', '12/25/2026,,Why', 'normal_date'],
  ['a day to go to that is none', '2026-12-25,soon,Why', 'revised_date'],
  ['a slip of the year', '2026-12-25,2027-12-28,Why', 'within 31 days'],
  ['no reason', '2026-12-25,2026-12-28,', 'reason'],
])('says where there is %s', async (_, row, words) => {
  const { remarks } = await read(header, row);
  expect(remarks).toEqual([
    expect.objectContaining({ line: 2, outcome: 'rejected', detail: expect.stringContaining(words) }),
  ]);
});

it.each([
  [[], 'christmas.csv is empty.'],
  [['date,to'], 'christmas.csv has no column normal_date, revised_date, reason'],
])('refuses %j', async (lines, message) => {
  await expect(read(...lines)).rejects.toThrow(Unreadable);
  await expect(read(...lines)).rejects.toThrow(message);
});
