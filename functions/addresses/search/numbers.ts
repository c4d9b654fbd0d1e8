/** The numbers of a street or building, and which of them a text means. Numbers are never like one another: 12 is not 120. */
import type { AddressableObject } from '../contract/gazetteer.ts';

/** Numbers and letters that tell an address from its neighbours: `12`, `12A`, `B` of FLAT B. */
const partShape = /^(?:\d{1,5}[A-Z]{0,2}|[A-Z])$/;
export const isNumber = (word: string): boolean => /^\d{1,5}[A-Z]?$/.test(word);

const bounds = ({ startNumber, startSuffix = '', endNumber, endSuffix = '' }: AddressableObject = {}): string[] => [
  ...(startNumber === undefined ? [] : [`${startNumber}${startSuffix}`]),
  ...(endNumber === undefined ? [] : [`${endNumber}${endSuffix}`]),
];

/** From a number part like `12A-14B`, and from texts like FLAT 3. */
export const partsOf = (objects: readonly (AddressableObject | undefined)[]): string[] =>
  objects.flatMap((object) => [...bounds(object), ...(object?.text ?? '').split(/[^A-Z0-9]+/).filter(isPart)]);

export const isPart = (word: string): boolean => partShape.test(word);

/** `1-60,101-140,12A`: whole numbers in ranges, then what has letters. */
export const packNumbers = (parts: Iterable<string>): string => {
  const all = [...new Set(parts)];
  const whole = all
    .filter((part) => /^\d+$/.test(part))
    .map(Number)
    .sort((a, b) => a - b);
  const ranges: [number, number][] = [];
  for (const number of whole) {
    const last = ranges.at(-1);
    if (last && number <= last[1] + 1) last[1] = number;
    else ranges.push([number, number]);
  }
  const lettered = all.filter((part) => !/^\d+$/.test(part)).sort();
  return [...ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)), ...lettered].join(',');
};

export const unpackNumbers = (packed: string): string[] =>
  packed.split(',').flatMap((run) => {
    const [from, to] = run.split('-');
    if (to === undefined) return run === '' ? [] : [run];
    return Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) => String(Number(from) + i));
  });

/** 2: there is this very number. 1: there is one with a letter after it, or its letter stands apart. 0: neither. */
export type Fit = 0 | 1 | 2;

const within = (run: string, number: number): boolean => {
  const [from, to = from] = run.split('-').map(Number);
  return from !== undefined && to !== undefined && number >= from && number <= to;
};

/** How `wanted` fits among packed numbers. */
export const fitsAmong = (packed: string, wanted: string): Fit => {
  const runs = packed.split(',').filter(Boolean);
  if (runs.includes(wanted)) return 2;
  const [digits = '', letter = ''] = wanted.split(/(?<=\d)(?=[A-Z])/);
  if (/^\d+$/.test(wanted)) {
    if (runs.some((run) => within(run, Number(wanted)))) return 2;
    return runs.some((run) => run.startsWith(wanted) && /^[A-Z]+$/.test(run.slice(wanted.length))) ? 1 : 0;
  }
  if (letter && runs.includes(letter)) return runs.some((run) => within(run, Number(digits))) ? 1 : 0;
  return 0;
};
