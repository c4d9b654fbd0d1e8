/** Whose application it is, and what staff noted; where an email address stands, so that a person is found and forgotten. */
import { Unavailable } from '#shared/contract/problems.ts';
import { type Item, ifAbsent, type Write } from '#shared/dynamodb/expression.ts';
import { ConditionFailed } from '#shared/dynamodb/failures.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import type { ForgottenRecord, HeldRecord, KeptRecord } from '#shared/people/contract.ts';
import { personPk, pointerWrites, withoutEmail } from '#shared/people/pointers.ts';
import type { Keeping } from '#shared/retention.ts';
import type { Applicant } from '../contract/applications.ts';
import type { Note } from '../contract/staffOperations.ts';
import { applicationPk } from './items.ts';

const mostNotes = 200;

/** Of applications, among the pointers to all that permits keep. */
const prefix = 'PA-';

export interface PeopleStore {
  /** The contact of a new application, kept until so long after a moment. */
  contactWrites(council: string, application: string, applicant: Applicant, from: number): Write[];
  contact(council: string, application: string): Promise<Applicant | undefined>;
  notes(council: string, application: string): Promise<Note[]>;
  /** `false` where there are as many as there can be. */
  addNote(
    council: string,
    application: string,
    note: Note,
    answer: { readonly writes: readonly Write[] },
  ): Promise<boolean>;
  /** References of the applications of a person. */
  applicationsOf(council: string, email: string): Promise<string[]>;
  find(council: string, email: string): Promise<HeldRecord[]>;
  forget(council: string, email: string): Promise<{ forgotten: ForgottenRecord[]; kept: KeptRecord[] }>;
}

interface Parts {
  readonly table: Table;
  readonly contacts: Keeping;
}

/** That items of an application hold addresses. */
export const mentionWrites = (
  council: string,
  application: string,
  sk: string,
  text: string,
  expiresAt: number,
): Write[] => pointerWrites(council, { type: 'permit-person', reference: application, sk }, text, expiresAt);

/** Written from what the contract took, and by nobody else. */
const applicantIn = ({ pk: _p, sk: _s, type: _t, expiresAt: _e, ...applicant }: Item): Applicant =>
  applicant as unknown as Applicant;
const noteIn = ({ id, at, by, text }: Item): Note => ({
  ...{ id: String(id), at: String(at), by: String(by), text: String(text) },
});

const addNote = async (
  { table, contacts }: Parts,
  ...[council, application, note, answer]: Parameters<PeopleStore['addNote']>
): Promise<boolean> => {
  const pk = applicationPk(council, application);
  const { items } = await table.query({ pk, prefix: 'NOTE#', descending: true, limit: 1 });
  const expiresAt = contacts.until(council, Date.parse(note.at));
  const first = items[0] ? Number(String(items[0].sk).slice('NOTE#'.length)) + 1 : 1;
  for (let n = first; n <= mostNotes; n += 1) {
    const sk = `NOTE#${String(n).padStart(3, '0')}`;
    try {
      await table.transact([
        { put: { pk, sk, type: 'permit-note', ...note, expiresAt }, condition: ifAbsent },
        ...mentionWrites(council, application, sk, note.text, expiresAt),
        ...answer.writes,
      ]);
      return true;
    } catch (error) {
      if (!(error instanceof ConditionFailed && error.index === 0)) throw error;
    }
  }
  return false;
};

const itemsWith = async ({ table }: Parts, council: string, email: string) => {
  const pointers = await table.queryAll({ pk: personPk(council, email), prefix, consistent: true });
  const items = await table.getMany(
    pointers.map(({ reference, of }) => ({ pk: applicationPk(council, String(reference)), sk: String(of) })),
  );
  return { pointers, items: items.sort((a, b) => (`${a.pk}#${a.sk}` < `${b.pk}#${b.sk}` ? -1 : 1)) };
};

interface Told {
  readonly record: string;
  readonly shown: (item: Item) => Record<string, unknown>;
  /** Fields with texts, of which only the address goes; none: the whole goes. */
  readonly texts: readonly string[];
}
const texts = ['reasons', 'decisions', 'evidence'];
const picked = (item: Item, fields: readonly string[]) => Object.fromEntries(fields.map((name) => [name, item[name]]));
/** By the word that sort keys begin with. */
const kinds: Readonly<Record<string, Told>> = {
  CONTACT: { record: 'contacts', shown: (item) => ({ ...applicantIn(item) }), texts: [] },
  NOTE: { record: 'notes', shown: ({ text }) => ({ text }), texts: ['text'] },
  APP: { record: 'applications', shown: (item) => picked(item, texts), texts },
};
const kindOf = (item: Item): Told => kinds[String(item.sk).split('#')[0] ?? ''] ?? (kinds.APP as Told);
const idOf = ({ pk, sk }: Item): string => {
  const [, n] = String(sk).split('#');
  const reference = String(pk).split('#APP#')[1] ?? '';
  return n ? `${reference}/${n}` : reference;
};

const heldIn = (item: Item): HeldRecord => {
  const since = item.at ?? item.createdAt;
  const { record, shown } = kindOf(item);
  return { record, id: idOf(item), ...(since ? { since: String(since) } : {}), data: shown(item) };
};

/** Another version, so that whoever read the application before does not write back what is erased. */
const erasing = (item: Item, email: string): { write: Write; fields: string[] } => {
  const key = { pk: String(item.pk), sk: String(item.sk) };
  const { texts: fields, shown } = kindOf(item);
  if (fields.length === 0) return { write: { remove: key }, fields: Object.keys(shown(item)) };
  const without = withoutEmail(picked(item, fields), email);
  const changed = fields.filter((name) => JSON.stringify(without[name]) !== JSON.stringify(item[name]));
  const version = Number(item.version ?? 0);
  const condition =
    item.version === undefined
      ? { text: 'attribute_exists(pk)' }
      : { text: '#version = :before', names: { '#version': 'version' }, values: { ':before': version } };
  return {
    write: { put: { ...item, ...without, ...(item.version === undefined ? {} : { version: version + 1 }) }, condition },
    fields: changed,
  };
};

const forget = async (parts: Parts, council: string, email: string): Promise<ForgottenRecord[]> => {
  const { pointers, items } = await itemsWith(parts, council, email);
  const done: ForgottenRecord[] = [];
  for (const item of items) {
    const { write, fields } = erasing(item, email);
    try {
      await parts.table.transact([write]);
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      throw new Unavailable('An application changed meanwhile.', { headers: { 'retry-after': '1' } });
    }
    done.push({ record: kindOf(item).record, id: idOf(item), fields });
  }
  // Last: what breaks before is found again.
  await parts.table.writeMany({ removes: pointers.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) })) });
  return done;
};

export const peopleStore = (parts: Parts): PeopleStore => {
  const { table, contacts } = parts;
  const isKept = (item: Item) => !contacts.isOver(item);
  return {
    contactWrites: (council, application, applicant, from) => {
      const expiresAt = contacts.until(council, from);
      const key = { pk: applicationPk(council, application), sk: 'CONTACT' };
      return [
        { put: { ...key, type: 'permit-contact', ...applicant, expiresAt }, condition: ifAbsent },
        ...mentionWrites(council, application, 'CONTACT', JSON.stringify(applicant), expiresAt),
      ];
    },
    contact: async (council, application) => {
      const key = { pk: applicationPk(council, application), sk: 'CONTACT' };
      const item = await table.get(key, { consistent: true });
      return item && isKept(item) ? applicantIn(item) : undefined;
    },
    notes: async (council, application) => {
      const pk = applicationPk(council, application);
      return (await table.queryAll({ pk, prefix: 'NOTE#', consistent: true })).filter(isKept).map(noteIn);
    },
    addNote: (...given) => addNote(parts, ...given),
    applicationsOf: async (council, email) => {
      const { items } = await table.query({ pk: personPk(council, email), prefix, limit: 200, consistent: true });
      return [...new Set(items.filter(({ of }) => of === 'CONTACT').map(({ reference }) => String(reference)))];
    },
    find: async (council, email) => (await itemsWith(parts, council, email)).items.filter(isKept).map(heldIn),
    forget: async (council, email) => ({ forgotten: await forget(parts, council, email), kept: [] }),
  };
};
