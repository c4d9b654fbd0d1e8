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
export const readText = ({ text, postcode: field = '' }: Given): ReadText => {
  const inText = text.match(postcodes)?.flatMap((found) => parsePostcode(found)?.text ?? []) ?? [];
  const inField = parsePostcode(field)?.text;
  const line = text.replace(postcodes, (found) => (parsePostcode(found) ? ' ' : found)).trim();
  return {
    line,
    words: wordsIn(line),
    postcode: inField ?? inText.at(-1),
    badPostcode: field.trim() !== '' && inField === undefined,
  };
};
