/**
 * Whom to ask about a case, what staff noted, and where an email address stands: under the hash of the address is which items hold it,
 * so that a person is found, and forgotten, without reading every case.
 */
import { Unavailable } from '#shared/contract/problems.ts';
import { type Item, ifAbsent, type Key, type Write } from '#shared/dynamodb/expression.ts';
import { ConditionFailed } from '#shared/dynamodb/failures.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import type { ForgottenRecord, HeldRecord } from '#shared/people/contract.ts';
import { personPk, pointerWrites, withoutEmail } from '#shared/people/pointers.ts';
import type { Keeping } from '#shared/retention.ts';
import type { Contact } from '../contract/caseFields.ts';
import type { Note } from '../contract/caseOperations.ts';

const mostNotes = 200;
const casePk = (council: string, reference: string): string => `${council}#CASE#${reference}`;

/** That an item of a case holds these addresses. Throws `InvalidRequest`. */
export const mentionWrites = (
  council: string,
  place: { readonly reference: string; readonly sk: string },
  text: string,
  expiresAt: number,
): Write[] => pointerWrites(council, { type: 'waste-person', ...place }, text, expiresAt);

export const contactWrites = (council: string, reference: string, contact: Contact, expiresAt: number): Write[] => [
  {
    put: { pk: casePk(council, reference), sk: 'CONTACT', type: 'waste-contact', ...contact, expiresAt },
    condition: ifAbsent,
  },
  ...mentionWrites(council, { reference, sk: 'CONTACT' }, Object.values(contact).join(' '), expiresAt),
];

export interface PeopleStore {
  contactAndNotes(council: string, reference: string): Promise<{ contact?: Contact; notes: Note[] }>;
  /** `false` where the case has as many as it can have. */
  addNote(
    council: string,
    reference: string,
    note: Note,
    answer: { readonly writes: readonly Write[] },
  ): Promise<boolean>;
  findPerson(council: string, email: string): Promise<HeldRecord[]>;
  forgetPerson(council: string, email: string): Promise<ForgottenRecord[]>;
}

interface Parts {
  readonly table: Table;
  /** How long contacts and notes are kept. */
  readonly notes: Keeping;
}

const contactFields = ['name', 'email', 'telephone'] as const;
const picked = (item: Item): Contact =>
  Object.fromEntries(contactFields.flatMap((field) => (item[field] ? [[field, String(item[field])]] : [])));
const noteIn = ({ id, at, by, text }: Item): Note => ({
  id: String(id),
  at: String(at),
  by: String(by),
  text: String(text),
});

/** Numbered, so that there is an end to them whoever writes at the same moment. */
const addNote = async (
  { table, notes }: Parts,
  ...[council, reference, note, answer]: Parameters<PeopleStore['addNote']>
) => {
  const { items } = await table.query({ pk: casePk(council, reference), prefix: 'NOTE#', descending: true, limit: 1 });
  const expiresAt = notes.until(council, Date.parse(note.at));
  const first = items[0] ? Number(String(items[0].sk).slice('NOTE#'.length)) + 1 : 1;
  for (let number = first; number <= mostNotes; number += 1) {
    const sk = `NOTE#${String(number).padStart(3, '0')}`;
    const put = { pk: casePk(council, reference), sk, type: 'waste-note', ...note, expiresAt };
    try {
      await table.transact([
        { put, condition: ifAbsent },
        ...mentionWrites(council, { reference, sk }, note.text, expiresAt),
        ...answer.writes,
      ]);
      return true;
    } catch (error) {
      if (!(error instanceof ConditionFailed && error.index === 0)) throw error;
    }
  }
  return false;
};

/** Items that hold an address, and where it says so. */
const itemsWith = async ({ table }: Parts, council: string, email: string) => {
  const pointers = await table.queryAll({ pk: personPk(council, email), consistent: true });
  const keys = pointers.map(({ reference, of }): Key => ({ pk: casePk(council, String(reference)), sk: String(of) }));
  const items = await table.getMany(keys);
  const inOrder = items.sort((a, b) => (`${a.pk}#${a.sk}` < `${b.pk}#${b.sk}` ? -1 : 1));
  return { pointers, items: inOrder };
};

const kindOf = (sk: string): string => (sk === 'CONTACT' ? 'contacts' : sk === 'CASE' ? 'cases' : 'notes');
const idOf = ({ pk, sk }: Item): string => {
  const reference = String(pk).split('#CASE#')[1] ?? '';
  return sk === 'CONTACT' || sk === 'CASE' ? reference : `${reference}/${String(sk).slice('NOTE#'.length)}`;
};

const heldIn = (item: Item): HeldRecord => {
  const since = item.at ?? item.createdAt;
  const data =
    item.sk === 'CONTACT'
      ? picked(item)
      : item.sk === 'CASE'
        ? { uprn: item.uprn, details: item.details }
        : { text: item.text };
  return { record: kindOf(String(item.sk)), id: idOf(item), ...(since ? { since: String(since) } : {}), data };
};

/** A contact goes as a whole; of a text only the address. */
const forgotten = (item: Item, email: string): { write: Write; fields: string[] } => {
  const key = { pk: String(item.pk), sk: String(item.sk) };
  if (key.sk === 'CONTACT') return { write: { remove: key }, fields: Object.keys(picked(item)) };
  const field = key.sk === 'CASE' ? 'details' : 'text';
  const value = withoutEmail(item[field], email);
  const names = { '#field': field };
  return {
    write: {
      update: key,
      // Another version, so that whoever read the case before does not write back what is erased.
      set: {
        text: 'SET #field = :value, #version = if_not_exists(#version, :none) + :one',
        names: { ...names, '#version': 'version' },
        values: { ':value': value, ':none': 0, ':one': 1 },
      },
      condition: { text: '#field = :before', names, values: { ':before': item[field] } },
    },
    fields: [field],
  };
};

const erase = async ({ table }: Parts, write: Write): Promise<void> => {
  try {
    await table.transact([write]);
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    throw new Unavailable('A case changed meanwhile.', { headers: { 'retry-after': '1' } });
  }
};

const forgetPerson = async (parts: Parts, council: string, email: string): Promise<ForgottenRecord[]> => {
  const { pointers, items } = await itemsWith(parts, council, email);
  const done: ForgottenRecord[] = [];
  for (const item of items) {
    const { write, fields } = forgotten(item, email);
    await erase(parts, write);
    done.push({ record: kindOf(String(item.sk)), id: idOf(item), fields });
  }
  // Last: what breaks before is found again.
  await parts.table.writeMany({ removes: pointers.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) })) });
  return done;
};

export const peopleStore = (parts: Parts): PeopleStore => {
  const isKept = (item: Item) => !parts.notes.isOver(item);
  return {
    contactAndNotes: async (council, reference) => {
      const pk = casePk(council, reference);
      const [contact, notes] = await Promise.all([
        parts.table.get({ pk, sk: 'CONTACT' }, { consistent: true }),
        parts.table.queryAll({ pk, prefix: 'NOTE#', consistent: true }),
      ]);
      return {
        ...(contact && isKept(contact) && { contact: picked(contact) }),
        notes: notes.filter(isKept).map(noteIn),
      };
    },
    addNote: (...given) => addNote(parts, ...given),
    findPerson: async (council, email) => (await itemsWith(parts, council, email)).items.filter(isKept).map(heldIn),
    forgetPerson: (...given) => forgetPerson(parts, ...given),
  };
};
