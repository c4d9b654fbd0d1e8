/** Reading what a supplier's SOAP answered, as some library turned it into JSON. */
type Fields = Readonly<Record<string, unknown>>;

export interface Row {
  /** JSON Pointer. */
  readonly at: string;
  readonly value: unknown;
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Libraries write a list of one as its entry, and the other way round. */
const single = (value: unknown): unknown => (Array.isArray(value) && value.length === 1 ? value[0] : value);

const own = (value: unknown, name: string): unknown => {
  const fields = single(value);
  return isFields(fields) && Object.hasOwn(fields, name) ? fields[name] : undefined;
};

export const field = (value: unknown, ...path: readonly string[]): unknown => single(path.reduce(own, value));

/** As text, numbers too; none where it is empty or no scalar. */
export const textIn = (value: unknown, ...path: readonly string[]): string | undefined => {
  const found = field(value, ...path);
  return typeof found === 'string' || typeof found === 'number' ? String(found).trim() || undefined : undefined;
};

/** As deep as envelopes and lists of any supplier are in each other. */
const deepest = 8;

/** The rows of an answer, out of whatever of these envelopes and lists is around them. */
export const rowsOf = (value: unknown, at: string, envelopes: readonly string[], depth = 0): readonly Row[] => {
  if (value === undefined || value === null || value === '') return [];
  if (depth < deepest && Array.isArray(value))
    return value.flatMap((one, i) => rowsOf(one, `${at}/${i}`, envelopes, depth + 1));
  const name = envelopes.find((one) => isFields(value) && Object.hasOwn(value, one));
  if (depth >= deepest || name === undefined) return [{ at, value }];
  return rowsOf(own(value, name), `${at}/${name}`, envelopes, depth + 1);
};
