/** The guard's files and the assembly it looks at. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { inPlainEnglish } from '#shared/http/fieldErrors.ts';
import { CannotDo } from '../problem.ts';
import { changes, type Waiver } from './compare.ts';
import { type Fingerprints, fingerprintsOf, type StatefulTemplate } from './fingerprints.ts';

const recordFile = join(import.meta.dirname, 'fingerprints.json');
const waiverFile = join(import.meta.dirname, 'waivers.json');

/** A production deployment of everything there is, whose templates are what is recorded. */
export const everything = {
  name: 'everything',
  environment: 'production',
  contact: { name: 'Everything', email: 'everything@commons.example' },
  councils: [{ id: 'everywhere', name: 'Everywhere Council' }],
};

const Waivers = z.array(
  z.strictObject({
    resource: z.string().check(z.regex(/^[^/]+\/[^/]+$/, 'must be a stack and a logical id, like addresses/Table1A2B')),
    change: z.enum(changes),
    reason: z.string().check(z.minLength(20, 'must say why, in 20 characters or more')),
    expires: z.iso.date('must be a date, like 2027-03-31'),
  }),
);

/** Throws `CannotDo` with what is wrong, a line each. */
export const parseWaivers = (text: string): readonly Waiver[] => {
  const result = z.safeParse(Waivers, JSON.parse(text), { error: inPlainEnglish });
  if (result.success) return result.data;
  const lines = result.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
  throw new CannotDo(['infra/stateful/waivers.json needs correcting:', ...lines].join('\n'));
};

export const readWaivers = (): readonly Waiver[] => parseWaivers(readFileSync(waiverFile, 'utf8'));

export const readRecord = (): Fingerprints => JSON.parse(readFileSync(recordFile, 'utf8'));

export const writeRecord = (fingerprints: Fingerprints): void =>
  writeFileSync(recordFile, `${JSON.stringify(fingerprints, null, 2)}\n`);

/** Templates of an assembly by the name of their stack. */
export const templatesIn = (assembly: string): Map<string, StatefulTemplate> => {
  const read = <T>(file: string): T => JSON.parse(readFileSync(join(assembly, file), 'utf8'));
  const { artifacts } = read<{ artifacts: Record<string, { type: string }> }>('manifest.json');
  const stacks = Object.keys(artifacts).filter((name) => artifacts[name]?.type === 'aws:cloudformation:stack');
  return new Map(stacks.map((name) => [name, read<StatefulTemplate>(`${name}.template.json`)]));
};

/** Fingerprints of an assembly of `everything`. */
export const fingerprintsIn = (assembly: string): Fingerprints =>
  fingerprintsOf(templatesIn(assembly), everything.name);
