/** The standard's lists of types: taxonomies.LICENCE.md. */
import bundled from './taxonomies.json' with { type: 'json' };

export interface EventTerm {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  /** What residents read, with a sample date in it. */
  readonly wording?: string;
  /** Where it is noted. A term that only heads others has none. */
  readonly at?: string;
}

export interface ContainerTerm {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly shape: string;
  readonly sizes: readonly number[];
}

export const eventTerms: readonly EventTerm[] = bundled.eventTypes;
export const containerTerms: readonly ContainerTerm[] = bundled.containerTypes;

/** Both caddies have one machine name; those that crews empty start above this many litres. */
const kitchenCaddy = 10;

const byLength = containerTerms.toSorted((a, b) => b.shape.length - a.shape.length);

export interface Container {
  /** Absent where it is not told which of two it is. */
  readonly term?: ContainerTerm;
  readonly shape?: string;
  readonly size?: number;
}

/** What a council’s name for a container tells, where it begins with a machine name: `wheelie_bin_240_green`. */
export const containerOf = (code: string): Container => {
  const text = code.toLowerCase().replaceAll(/[ -]/g, '_');
  const shape = byLength.find((one) => `${text}_`.startsWith(`${one.shape}_`))?.shape;
  if (!shape) return {};
  const litres = /^_(\d{1,4})l?(?:_|$)/.exec(text.slice(shape.length))?.[1];
  const size = litres ? { size: Number(litres) } : {};
  const terms = containerTerms.filter((one) => one.shape === shape);
  const id = Number(litres) > kitchenCaddy ? 'kerbside_caddy' : 'kitchen_caddy';
  const term = terms.length === 1 ? terms[0] : litres && terms.find((one) => one.id === id);
  return { shape, ...size, ...(term && { term }) };
};
