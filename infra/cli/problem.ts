/** Something the person at the keyboard can put right. Told in a sentence, with exit code 1. */
export class CannotDo extends Error {
  override readonly name = 'CannotDo';
}
