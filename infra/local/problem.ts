/** Something that a person at the terminal can put right. Told in one sentence, with exit code 1. */
export class CannotRun extends Error {
  override readonly name = 'CannotRun';
}
