/** A text as it came: what is a postcode in it, and the words. */
import { parsePostcode } from '#shared/contract/postcode.ts';
import { wordsIn } from './words.ts';

export interface Given {
  readonly text: string;
  readonly postcode?: string | undefined;
}

export interface ReadText {
  /** The text without postcodes. */
  readonly line: string;
  readonly words: readonly string[];
  readonly postcode: string | undefined;
  /** The field held something that is no postcode. */
  readonly badPostcode: boolean;
}

const postcodes = /\b[A-Z]{1,2}\d[A-Z\d]?[ .-]{0,3}\d[A-Z]{2}\b/gi;

/** The field counts before the text; of several in the text the last one, because postcodes stand at the end. */
export const splitPostcode = ({ text, postcode: field = '' }: Given) => {
  const inText = text.match(postcodes)?.flatMap((found) => parsePostcode(found)?.text ?? []) ?? [];
  const inField = parsePostcode(field)?.text;
  return {
    line: text.replace(postcodes, (found) => (parsePostcode(found) ? ' ' : found)).trim(),
    postcode: inField ?? inText.at(-1),
    badPostcode: field.trim() !== '' && inField === undefined,
  };
};

/** Who lives there, up to a comma, a line or the first number: initials would be read as flats. */
const people =
  /^\s*(?:(?:mr|mrs|miss|ms|mx|dr|rev|prof|c\/o|(?:the )?(?:owner|occupier|occupant|tenant|landlord|resident|householder)s?)\b[^,\n\d]*(?:[,\n]\s*|(?=\d)))+/i;

export const readText = (given: Given): ReadText => {
  const { line, ...rest } = splitPostcode(given);
  const address = line.replace(people, '');
  return { ...rest, line: address, words: wordsIn(address) };
};
