/** `commons people` and `commons forget`: what is held on a person in all capabilities, and forgetting it. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { ForgottenRecord, HeldRecord, KeptRecord } from '#shared/people/contract.ts';
import { contractsOf, findCapabilities } from '../capabilities.ts';
import { configPath } from '../config.ts';
import { CannotDo } from '../problem.ts';
import { Api, Refusal, readKey } from './api.ts';
import type { Where } from './keys.ts';

export interface Person extends Where {
  readonly email: string;
}

type Asked = 'find' | 'forget';

/** Paths of the operations of this kind, by capability. */
const operationsFor = async (kind: Asked): Promise<[capability: string, path: string][]> =>
  contractsOf(await findCapabilities(process.env.COMMONS_FUNCTIONS)).flatMap(({ name, operations }) =>
    Object.values(operations).flatMap(({ people, path }): [string, string][] =>
      people === kind ? [[name, path]] : [],
    ),
  );

/** Asks every capability that the council has. One that fails stops it: a report must not leave out what was not asked. */
const askAll = async <T>(kind: Asked, { council, endpoint, keyFile, email }: Person): Promise<Map<string, T>> => {
  const api = new Api({ endpoint, key: readKey(keyFile) });
  const answers = new Map<string, T>();
  for (const [capability, path] of await operationsFor(kind)) {
    try {
      answers.set(capability, await api.call<T>('POST', path.replace('{council}', council), { email }));
    } catch (error) {
      const isOff = error instanceof Refusal && String(error.body.type).endsWith('/capability-not-enabled');
      if (!isOff) throw error;
    }
  }
  return answers;
};

const held = async (person: Person) => {
  const answers = await askAll<{ held: HeldRecord[] }>('find', person);
  return [...answers].flatMap(([capability, { held: records }]) =>
    records.map((record) => ({ capability, ...record })),
  );
};

/** Places that no operation reaches. */
const elsewhere = (email: string): string[] => [
  ...(existsSync(configPath()) && readFileSync(configPath(), 'utf8').toLowerCase().includes(email.trim().toLowerCase())
    ? [`${configPath()} names the address: change it, then npm run deploy.`]
    : []),
  'Backups hold what was there before for 35 days; nothing can be taken out of them.',
  'What staff did stands in audit trails by ids, without names, until its time is over.',
];

const line = ({ capability, record, id }: { capability: string; record: string; id: string }, more: string): string =>
  `  ${capability}  ${record}  ${id}  ${more}`;

const save = (file: string, content: unknown): void => {
  if (existsSync(file)) throw new CannotDo(`${file} is there already: name another file.`);
  writeFileSync(file, `${JSON.stringify(content, undefined, 2)}\n`, { mode: 0o600 });
};

/** Prints, or saves, everything that is held on a person. */
export const exportPerson = async (person: Person & { readonly save?: string }): Promise<void> => {
  const records = await held(person);
  const content = { council: person.council, email: person.email, at: new Date().toISOString(), records };
  if (!person.save) {
    console.log(JSON.stringify(content, undefined, 2));
    return;
  }
  save(person.save, content);
  console.log(`${records.length} records are saved in ${person.save}.`);
};

const tellHeld = (records: Awaited<ReturnType<typeof held>>): void => {
  console.log(`${records.length} records hold the address:`);
  for (const record of records) console.log(line(record, Object.keys(record.data).join(', ')));
};

/** Tells what would go; with `confirm` lets it go, and looks whether anything is left. */
export const forget = async (
  person: Person & { readonly confirm?: boolean; readonly report?: string },
): Promise<void> => {
  const before = await held(person);
  tellHeld(before);
  if (!person.confirm) {
    console.log('Nothing was changed. To forget the person, add --confirm.');
    return;
  }
  const answers = [...(await askAll<{ forgotten: ForgottenRecord[]; kept: KeptRecord[] }>('forget', person))];
  const forgotten = answers.flatMap(([capability, of]) => of.forgotten.map((record) => ({ capability, ...record })));
  const kept = answers.flatMap(([capability, of]) => of.kept.map((record) => ({ capability, ...record })));
  const left = await held(person);
  console.log(`${forgotten.length} records were changed:`);
  for (const record of forgotten) console.log(line(record, record.fields.join(', ')));
  for (const record of kept) console.log(line(record, `kept: ${record.because}`));
  for (const place of elsewhere(person.email)) console.log(place);
  // Without the address: the report is kept, and must not be the one place that still knows it.
  if (person.report)
    save(person.report, { council: person.council, at: new Date().toISOString(), forgotten, kept, left: left.length });
  if (left.length > kept.length)
    throw new CannotDo(
      `${left.length - kept.length} records hold the address again: they were changed meanwhile. Repeat it.`,
    );
};
