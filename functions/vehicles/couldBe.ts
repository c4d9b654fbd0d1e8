/** Marks that somebody may have meant who took an O for a 0, or an I for a 1. For a question to a person, never for a look-up. */

/** Forms since 1963; `A` is a letter, `9` a digit. Northern Irish and older marks fit any reading. */
const forms = ['AA99AAA', ...['9', '99', '999'].flatMap((number) => [`A${number}AAA`, `AAA${number}A`])];

const asLetter: Readonly<Record<string, string>> = { '0': 'O', '1': 'I' };
const asDigit: Readonly<Record<string, string>> = { O: '0', I: '1' };

const readAs = (mark: string, form: string): string =>
  [...mark].map((sign, i) => (form[i] === 'A' ? asLetter : asDigit)[sign] ?? sign).join('');

/** DVLA issues no I and, but for the first letter of a vehicle of unknown age, no Q. */
const letter = (place: number): string => (place === 0 ? '[A-HJ-Z]' : '[A-HJ-PR-Z]');
const isOf = (form: string): RegExp =>
  new RegExp(`^${[...form].map((sign, place) => (sign === 'A' ? letter(place) : '\\d')).join('')}$`);

const patterns = forms.map((form) => ({ form, pattern: isOf(form) }));

export const couldBe = (mark: string): string[] => {
  const read = patterns
    .filter(({ form }) => form.length === mark.length)
    .map(({ form, pattern }) => ({ read: readAs(mark, form), pattern }))
    .filter(({ read, pattern }) => read !== mark && pattern.test(read));
  return [...new Set(read.map((one) => one.read))];
};
