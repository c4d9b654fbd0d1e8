/** Cases in the standard's models. Pure: links are given. */
import type { Case, Kind } from '../contract/cases.ts';
import type { CaseType } from '../contract/otherCases.ts';
import type { CaseInput } from '../contract/standardCaseInput.ts';
import type { StandardCase } from '../contract/standardRecords.ts';
import type { Link } from './tasks.ts';

/** What only some models say. */
type Own = Pick<StandardCase, '@type' | 'subject'> &
  Partial<Pick<StandardCase, 'description' | 'collection_type' | 'items'>>;

/** Which model a kind is told as. */
const models: { readonly [K in Kind]: (one: Extract<Case, { kind: K }>) => Own } = {
  missed_collection: ({ service }) => missed(subjects.ReportMissedBin, service),
  missed_escalation: ({ service }) => missed(`${subjects.ReportMissedBin}, reported again`, service),
  container: ({ details: { action, reason, container } }) => {
    const type = action === 'remove' ? 'Case' : (containerTypes[reason ?? 'extra'] ?? 'AdditionalBinRequest');
    const subject = action === 'remove' ? 'Container to take away' : subjects[type];
    return { '@type': type, subject, collection_type: container };
  },
  garden: () => ({ '@type': 'NewCollection', subject: 'Garden waste subscription' }),
  assisted_collection: () => ({
    '@type': 'AssistedCollectionRequest',
    subject: subjects.AssistedCollectionRequest,
  }),
  bulky_collection: ({ details: { items, price } }) => {
    const type = price > 0 ? 'ChargeableBulkyCollectionRequest' : 'BulkyCollectionRequest';
    const one = (name: string) => ({ '@type': 'BulkyItem' as const, name });
    const all = items.flatMap(({ name, quantity }) => Array.from({ length: quantity }, () => one(name)));
    return { '@type': type, subject: subjects[type], items: all };
  },
  missed_bulky: () => ({ '@type': 'ReportMissedBin', subject: 'Missed bulky collection' }),
  other: ({ details: { type, subject, description } }) => ({
    '@type': type,
    subject,
    ...(description && { description }),
  }),
};

/** A report is of a service, whatever it empties: its machine name is the “other common code” of `collection_type`. */
const missed = (subject: string, service: string | undefined): Own => ({
  '@type': 'ReportMissedBin',
  subject,
  ...(service && { collection_type: service }),
});

/** What a container is asked for because of. */
const containerTypes: Readonly<Record<string, CaseType>> = { damaged: 'ReportDamage', new_property: 'NewCollection' };

const subjects: Readonly<Record<CaseType, string>> = {
  Case: 'Request',
  AdditionalBinRequest: 'Additional bin',
  AssistedCollectionRequest: 'Assisted collection',
  BulkyCollectionRequest: 'Bulky collection',
  ChargeableBulkyCollectionRequest: 'Bulky collection',
  ClinicalCollection: 'Clinical waste collection',
  ClinicalOneTimeCollection: 'Clinical waste collection, once',
  DeadAnimal: 'Dead animal',
  EmergencyCollection: 'Emergency collection',
  FreezerCollection: 'Freezer collection',
  NewCollection: 'New collection',
  ReportDamage: 'Damaged bin',
  ReportMissedBin: 'Missed collection',
};

/** Kinds are told apart by `kind`, which the types cannot follow through a look-up. */
const ownOf = (one: Case): Own => (models[one.kind] as (given: Case) => Own)(one);

export const caseOf = (one: Case, link: Link): StandardCase => {
  const { reference, uprn, service, status, createdAt } = one;
  return {
    '@id': link('cases', reference),
    id: reference,
    ...ownOf(one),
    status: status === 'open' ? 'active' : 'closed',
    date_created: createdAt,
    uprn,
    ...(service && { service: link('services', service) }),
  };
};

export const typeOf = ({ '@type': model, type = model }: CaseInput): CaseType => type ?? 'Case';

const itemInWords = ({ name, description, is_working }: NonNullable<CaseInput['items']>[number]): string => {
  const working = is_working === undefined ? [] : [is_working ? 'working' : 'not working'];
  const more = [...(description ? [description] : []), ...working].join(', ');
  return more ? `${name} (${more})` : name;
};

/** What staff are to know of a case without a form of its own: all that came. */
export const detailsOf = (given: CaseInput): Extract<Case, { kind: 'other' }>['details'] => {
  const type = typeOf(given);
  const { subject = subjects[type], description, collection_type, location, reason, start_date, until, price } = given;
  const lines = [
    ...[description, collection_type, location, reason, start_date && `on ${start_date}`, until && `until ${until}`],
    ...[price && `${price} pence`, ...(given.items ?? []).map(itemInWords)],
  ].filter((one) => one !== undefined && one !== 0);
  return { type, subject, ...(lines.length > 0 && { description: lines.join('\n') }) };
};
