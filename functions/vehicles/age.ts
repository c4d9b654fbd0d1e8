/** For how long an answer of DVLA is good. */
import { londonDay } from '#shared/london.ts';
import type { KeptAnswer } from './store.ts';
import type { Settings } from './ves.ts';

const aDay = 86_400_000;
/** A new vehicle, or a mark that was moved to another, is known to DVLA soon. */
const withoutVehicle = 600_000;

/** Whether the tax or the MOT that it tells of ran out since. */
const ranOut = ({ vehicle, checkedAt }: KeptAnswer, now: number): boolean => {
  const [then, today] = [londonDay(Date.parse(checkedAt)), londonDay(now)];
  return [vehicle?.taxDueDate, vehicle?.motExpiryDate].some((day) => day !== undefined && then <= day && day < today);
};

/** Whether it needs no new question. */
export const isCurrent = (kept: KeptAnswer, { keepDays }: Settings, now: number): boolean => {
  const age = now - Date.parse(kept.checkedAt);
  return age < (kept.vehicle ? keepDays * aDay : withoutVehicle) && !ranOut(kept, now);
};

/** Whether what hardly changes is still good, when DVLA cannot be asked. */
export const isUsable = ({ checkedAt }: KeptAnswer, { keepFactsDays }: Settings, now: number): boolean =>
  now - Date.parse(checkedAt) < keepFactsDays * aDay;
