/** What goes wrong at the keyboard, told so that it can be put right there. */
import { Unreadable } from '#shared/datasets/importer.ts';

/** Something the person at the keyboard can put right. Told in a sentence, with exit code 1. */
export class CannotDo extends Error {
  override readonly name: string = 'CannotDo';
}

/** What to say of an error: the sentence alone if it was made for people, the whole error if it is a fault of ours. */
export const explained = (error: unknown): unknown =>
  error instanceof CannotDo || error instanceof Unreadable ? error.message : error;
