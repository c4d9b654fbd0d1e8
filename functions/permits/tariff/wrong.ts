/** What is wrong with settings before they are published: where, as a JSON Pointer into the body, and what. */
export type Wrong = readonly [pointer: string, detail: string];

/** The same where something is so. */
export const wrongIf = (is: boolean, pointer: string, detail: string): Wrong[] => (is ? [[pointer, detail]] : []);

/** Each that is there already, told at its own place. */
export const doubled = <T>(list: readonly T[], at: (index: number) => string, keyOf: (one: T) => unknown): Wrong[] => {
  const seen = new Set<unknown>();
  return list.flatMap((one, i) => {
    const key = keyOf(one);
    const isThere = seen.has(key);
    seen.add(key);
    return wrongIf(isThere, at(i), 'is there already');
  });
};
