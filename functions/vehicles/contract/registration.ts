/** Registration marks: how they are written down, and what tells a British one. */
import * as z from 'zod/mini';
import { named } from '#shared/contract/index.ts';

/** Capitals, with nothing between them: `ab12 cde` → `AB12CDE`. */
export const normalised = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]/gu, '').toUpperCase();

export const isBritish = (mark: string): boolean => /^[A-Z0-9]{2,8}$/.test(mark);
export const isForeign = (mark: string): boolean => /^[\p{L}\p{N}]{2,15}$/u.test(mark);

/** What is wrong with it is told by the operation, which knows where the vehicle is from. It never says the mark itself. */
export const RegistrationInput = z.pipe(
  named(z.string().check(z.maxLength(30)), {
    description:
      'Registration mark, in capitals or not; spaces and other signs are ignored. 2 to 8 letters and digits, or 2 to 15 of any alphabet for a vehicle that is registered abroad.',
    examples: ['ZZ19 ABC'],
  }),
  z.transform(normalised),
);
