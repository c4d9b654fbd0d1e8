import { addDays, weekday } from './days.ts';
import bundled from './holidays.json' with { type: 'json' };

export type Division = keyof typeof bundled;

/** The last day whose bank holidays are bundled. Later days count as ordinary ones. */
export const knownUntil = `${Object.values(bundled).flat().sort().at(-1)?.slice(0, 4)}-12-31`;

export const bankHolidays: Readonly<Record<Division, readonly string[]>> = bundled;

interface Calendar {
  readonly division: Division;
  /** In place of the bundled ones: Sutton counts Christmas Day, Boxing Day and New Year's Day only. */
  readonly holidays?: readonly string[];
  /** On top of them: closures and local holidays. */
  readonly closures?: readonly string[];
  /** Whether Saturdays are worked. Sundays never are. */
  readonly saturdays?: boolean;
}

export interface WorkingDays {
  isWorkingDay(day: string): boolean;
  /** The nth working day after a day, or before it when n is negative. The day itself is not counted, worked or not. */
  add(day: string, n: number): string;
}

/** The arithmetic of WasteWorks (perllib/FixMyStreet/WorkingDays.pm of mysociety/fixmystreet). */
export const workingDays = ({ division, holidays, closures = [], saturdays = false }: Calendar): WorkingDays => {
  const off = new Set([...(holidays ?? bundled[division]), ...closures]);
  const lastWeekday = saturdays ? 6 : 5;
  const isWorkingDay = (day: string): boolean => weekday(day) <= lastWeekday && !off.has(day);
  return {
    isWorkingDay,
    add: (day, n) => {
      let reached = day;
      for (let left = Math.abs(n); left > 0; ) {
        reached = addDays(reached, Math.sign(n));
        if (isWorkingDay(reached)) left -= 1;
      }
      return reached;
    },
  };
};

const byNation: Readonly<Record<string, Division>> = { S: 'scotland', N: 'northern-ireland' };
/** Whose bank holidays a council has, by its GSS code. */
export const bankHolidayDivision = (gssCode: string | undefined): Division =>
  byNation[gssCode?.[0] ?? ''] ?? 'england-and-wales';
