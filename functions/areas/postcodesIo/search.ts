/** Postcodes that begin like a text: first as an outward code, then by its space, then without spaces. */
import type { Areas } from '../areas.ts';
import type { PostcodeRecord } from '../contract/records.ts';
import { readOutcode, tidy } from './texts.ts';

/** More than any outward code has. */
const all = 10_000;

/** Half of what the directory knows can be terminated, so it asks for some more, and for all if they were not enough. */
const liveIn = async (areas: Areas, outward: string, inward: string, limit: number): Promise<PostcodeRecord[]> => {
  const some = await areas.inOutward(outward, inward, limit * 3);
  const isLive = ({ terminated }: PostcodeRecord) => terminated === undefined;
  const live = some.filter(isLive);
  if (live.length >= limit || some.length < limit * 3) return live.slice(0, limit);
  return (await areas.inOutward(outward, inward, all)).filter(isLive).slice(0, limit);
};

/** A postcode as far as it goes: its inward code starts with the last figure that letters or nothing follow. */
const inwardStart = /^([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{0,2})$/;

const withoutSpaces = async (areas: Areas, compact: string, limit: number): Promise<PostcodeRecord[]> => {
  const outwards = await areas.outwards(compact, limit);
  const [, outward, inward = ''] = inwardStart.exec(compact) ?? [];
  const found = outward ? await liveIn(areas, outward, inward, limit) : [];
  for (const one of outwards) {
    if (found.length >= limit) break;
    found.push(...(await liveIn(areas, one, '', limit - found.length)));
  }
  return found;
};

/** Not a number, or less than 1: 10. More than 100: 100. */
export const readLimit = (text: string | undefined): number => {
  const limit = Number.parseInt(text ?? '', 10);
  return limit >= 1 ? Math.min(limit, 100) : 10;
};

export const search = async (areas: Areas, text: string, limit: number): Promise<readonly PostcodeRecord[]> => {
  const wanted = tidy(text);
  const compact = wanted.replaceAll(/\s/g, '');
  if (!/^[A-Z\d]{1,7}$/.test(compact)) return [];
  const [outward = '', inward, ...more] = wanted.split(/\s+/);
  if (inward !== undefined && more.length === 0) return liveIn(areas, outward, inward, limit);
  const exactly = readOutcode(wanted);
  const inIt = exactly ? await liveIn(areas, exactly, '', limit) : [];
  // “M1 ” means M1; “SW1” that no postcode has is the start of SW1A.
  if (inIt.length > 0 || /\s$/.test(text)) return inIt;
  return withoutSpaces(areas, compact, limit);
};
