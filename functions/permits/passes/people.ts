/** Whose pass it is and what staff noted; where an email address stands, so that a person is found and forgotten. */
import { InvalidRequest, Unavailable } from '#shared/contract/problems.ts';
import { type Item, ifAbsent, type Key, type Write } from '#shared/dynamodb/expression.ts';
import { ConditionFailed } from '#shared/dynamodb/failures.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import type { ForgottenRecord, HeldRecord, KeptRecord } from '#shared/people/contract.ts';
import type { Keeping } from '#shared/retention.ts';
import type { PassApplicant } from '../contract/passShapes.ts';
import type { PassNote } from '../contract/passStaffOperations.ts';
import { passPk, personPk } from './items.ts';

const mostNotes = 200;
const erased = '[erased]';
const address = /[\w.+'-]+@[\w-]+(?:\.[\w-]+)+/g;
/** Each is a write of one transaction, which takes a hundred. */
const mostMentions = 40;

const emailsIn = (text: string): string[] => {
  const emails = [...new Set((text.match(address) ?? []).map((one) => one.toLowerCase()))];
  if (emails.length <= mostMentions) return emails;
  const detail = `has ${emails.length} email addresses; at most ${mostMentions} can be kept`;
  throw new InvalidRequest(`The text ${detail}.`, { errors: [{ detail, pointer: '#', in: 'body' }] });
};

const mentionWrites = (council: string, pass: string, sk: string, text: string, expiresAt: number): Write[] =>
  emailsIn(text).map((email) => ({
    put: {
      pk: personPk(council, email),
      sk: `${pass}#${sk}`,
      type: 'permits-person',
      reference: pass,
      of: sk,
      expiresAt,
    },
  }));

export const contactKey = (council: string, pass: string): Key => ({ pk: passPk(council, pass), sk: 'CONTACT' });
const ifThere = { text: 'attribute_exists(pk)' };

/** `isNew`: otherwise over the one that is there, unless it was forgotten meanwhile. */
export const contactWrites = (
  council: string,
  pass: string,
  contact: PassApplicant,
  { expiresAt, isNew }: { readonly expiresAt: number; readonly isNew: boolean },
): Write[] => [
  {
    put: { ...contactKey(council, pass), type: 'permits-pass-contact', ...contact, expiresAt },
    condition: isNew ? ifAbsent : ifThere,
  },
  ...mentionWrites(council, pass, 'CONTACT', `${contact.email} ${contact.onBehalf?.email}`, expiresAt),
];

const contactIn = ({ pk: _p, sk: _s, type: _t, expiresAt: _e, ...contact }: Item): PassApplicant =>
  contact as unknown as PassApplicant;
const noteIn = ({ id, at, by, text }: Item): PassNote => ({
  ...{ id: String(id), at: String(at), by: String(by), text: String(text) },
});

interface Parts {
  readonly table: Table;
  readonly contacts: Keeping;
}

export interface PassPeople {
  contact(council: string, pass: string): Promise<PassApplicant | undefined>;
  notes(council: string, pass: string): Promise<PassNote[]>;
  /** `false` where the pass has as many as it can have. */
  addNote(
    council: string,
    pass: string,
    note: PassNote,
    answer: { readonly writes: readonly Write[] },
  ): Promise<boolean>;
  /** Of a pass that is new. */
  firstNote(council: string, pass: string, note: PassNote): Write[];
  findPass(council: string, email: string): Promise<HeldRecord[]>;
  /** `counts`: whether a pass counts still, so that its card has to have a name. */
  forgetPass(
    council: string,
    email: string,
    counts: (pass: string) => Promise<boolean>,
  ): Promise<{ forgotten: ForgottenRecord[]; kept: KeptRecord[] }>;
}

const noteWrites = (council: string, pass: string, n: number, note: PassNote, expiresAt: number): Write[] => {
  const sk = `NOTE#${String(n).padStart(3, '0')}`;
  return [
    { put: { pk: passPk(council, pass), sk, type: 'permits-pass-note', ...note, expiresAt }, condition: ifAbsent },
    ...mentionWrites(council, pass, sk, note.text, expiresAt),
  ];
};

const addNote = async (
  { table, contacts }: Parts,
  ...[council, pass, note, answer]: Parameters<PassPeople['addNote']>
): Promise<boolean> => {
  const pk = passPk(council, pass);
  const { items } = await table.query({ pk, prefix: 'NOTE#', descending: true, limit: 1 });
  const expiresAt = contacts.until(council, Date.parse(note.at));
  for (let n = items[0] ? Number(String(items[0].sk).slice(5)) + 1 : 1; n <= mostNotes; n += 1) {
    try {
      await table.transact([...noteWrites(council, pass, n, note, expiresAt), ...answer.writes]);
      return true;
    } catch (error) {
      if (!(error instanceof ConditionFailed && error.index === 0)) throw error;
    }
  }
  return false;
};

/** Items that hold an address, and the pointers by which they were found. Those of parking permits are left to their own store. */
const itemsWith = async ({ table }: Parts, council: string, email: string) => {
  const pointers = await table.queryAll({ pk: personPk(council, email), prefix: 'PB-', consistent: true });
  const items = await table.getMany(
    pointers.map((one) => ({ pk: passPk(council, String(one.reference)), sk: String(one.of) })),
  );
  return { pointers, items: items.sort((a, b) => (`${a.pk}#${a.sk}` < `${b.pk}#${b.sk}` ? -1 : 1)) };
};

const passOf = ({ pk }: Item): string => String(pk).split('#PASS#')[1] ?? '';
const recordOf = ({ sk }: Item): string => (sk === 'CONTACT' ? 'passContacts' : 'passNotes');
const idOf = (item: Item): string =>
  item.sk === 'CONTACT' ? passOf(item) : `${passOf(item)}/${String(item.sk).slice(5)}`;

/** Of a pass that counts, what its card needs stays; of others the whole contact goes. */
const forgetting = (item: Item, email: string, doesCount: boolean): { write: Write; fields: string[] } => {
  const key = { pk: String(item.pk), sk: String(item.sk) };
  const unchanged = (field: string) => ({
    text: '#f = :before',
    names: { '#f': field },
    values: { ':before': item[field] },
  });
  if (key.sk !== 'CONTACT') {
    const text = String(item.text).replaceAll(address, (one) => (one.toLowerCase() === email ? erased : one));
    return {
      write: { put: { ...item, text }, condition: unchanged('text') },
      fields: ['text'],
    };
  }
  if (!doesCount) return { write: { remove: key }, fields: Object.keys(contactIn(item)) };
  const { onBehalf } = contactIn(item);
  const fields = [
    ...(item.email === email ? ['email', 'telephone'] : []),
    ...(onBehalf?.email === email ? ['onBehalf'] : []),
  ];
  const left = Object.fromEntries(Object.entries(item).filter(([field]) => !fields.includes(field)));
  return { write: { put: left, condition: { text: 'attribute_exists(pk)' } }, fields };
};

const erase = async ({ table }: Parts, write: Write): Promise<void> => {
  try {
    await table.transact([write]);
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    throw new Unavailable('A pass changed meanwhile.', { headers: { 'retry-after': '1' } });
  }
};

const forgetPass = async (
  parts: Parts,
  ...[council, email, counts]: Parameters<PassPeople['forgetPass']>
): ReturnType<PassPeople['forgetPass']> => {
  const { pointers, items } = await itemsWith(parts, council, email);
  const forgotten: ForgottenRecord[] = [];
  const kept: KeptRecord[] = [];
  for (const item of items) {
    const doesCount = await counts(passOf(item));
    const { write, fields } = forgetting(item, email, doesCount);
    await erase(parts, write);
    forgotten.push({ record: recordOf(item), id: idOf(item), fields });
    if (doesCount && item.sk === 'CONTACT')
      kept.push({
        record: 'passContacts',
        id: passOf(item),
        because:
          'The pass counts: name, date of birth and address stay until it ends. Surrender it to have them erased.',
      });
  }
  // Last: what breaks before is found again.
  await parts.table.writeMany({ removes: pointers.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) })) });
  return { forgotten, kept };
};

export const passPeople = (parts: Parts): PassPeople => {
  const { table, contacts } = parts;
  return {
    contact: async (council, pass) => {
      const item = await table.get(contactKey(council, pass), { consistent: true });
      return item && !contacts.isOver(item) ? contactIn(item) : undefined;
    },
    notes: async (council, pass) => {
      const items = await table.queryAll({ pk: passPk(council, pass), prefix: 'NOTE#', consistent: true });
      return items.filter((item) => !contacts.isOver(item)).map(noteIn);
    },
    addNote: (...given) => addNote(parts, ...given),
    firstNote: (council, pass, note) =>
      noteWrites(council, pass, 1, note, contacts.until(council, Date.parse(note.at))),
    findPass: async (council, email) =>
      (await itemsWith(parts, council, email)).items
        .filter((item) => !contacts.isOver(item))
        .map((item) => ({
          ...{ record: recordOf(item), id: idOf(item) },
          data: item.sk === 'CONTACT' ? { ...contactIn(item) } : { text: item.text },
        })),
    forgetPass: (...given) => forgetPass(parts, ...given),
  };
};
