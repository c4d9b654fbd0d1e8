/** What GOV.UK Notify says of an address that a letter can go to. */
import { parsePostcode } from '#shared/contract/postcode.ts';

interface Fault {
  /** Counted from 0. */
  readonly line: number;
  readonly message: string;
}

/** Of the forces, the Channel Islands and the Isle of Man, which are no council's. */
const otherPostcode = /^(?:BF|GY|JE|IM)\d{1,2} ?\d[A-Z]{2}$/i;
const bfpo = /^BFPO(?: ?\d{1,4})?$/i;
const nobody = /\bno\s+fixed\s+(?:abode|address)\b/i;
const badStart = /^[@()=[\]"\\/,<>]/;

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
let countries: ReadonlySet<string> | undefined;
const isCountry = (line: string): boolean => {
  countries ??= new Set(
    ['en', 'cy']
      .flatMap((language) => {
        const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
        return letters.flatMap((a) =>
          letters.map((b) => (a + b === 'GB' || a + b === 'UK' ? '' : names.of(a + b)) ?? ''),
        );
      })
      .map((name) => name.toLowerCase()),
  );
  return line !== '' && countries.has(line.toLowerCase().replace(/^the /, ''));
};

const faultOfLast = (lines: readonly string[], last: string): string | undefined => {
  if (isCountry(last)) {
    return lines.some((line) => bfpo.test(line)) ? 'must not be a country: the address is a BFPO one' : undefined;
  }
  if (parsePostcode(last) || otherPostcode.test(last) || bfpo.test(last)) return undefined;
  return 'must be a UK postcode or a country outside the UK: it is the last line';
};

export const faultsOfAddress = (lines: readonly string[]): Fault[] => {
  const faultOf = (text: string, line: number): string | undefined => {
    if (line < 2 && !/[\p{L}\p{N}]/u.test(text)) return 'must have a letter or a digit';
    if (badStart.test(text)) return 'must not start with any of @ ( ) = [ ] " \\ / , < >';
    if (nobody.test(text)) return 'must not be “no fixed abode”: a letter cannot be delivered there';
    return line === lines.length - 1 ? faultOfLast(lines, text) : undefined;
  };
  return lines.flatMap((text, line) => {
    const message = faultOf(text, line);
    return message ? [{ line, message }] : [];
  });
};
