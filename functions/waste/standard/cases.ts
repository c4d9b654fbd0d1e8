/** Cases in the standard's models. Pure: links are given. */
import type { Case, Kind } from '../contract/cases.ts';
import type { CaseType } from '../contract/otherCases.ts';
import type { CaseInput } from '../contract/standardCaseInput.ts';
import type { StandardCase } from '../contract/standardRecords.ts';
import type { Link } from './tasks.ts';

/** What only some models say. */
type Own = Pick<StandardCase, '@type' | 'subject'> & Partial<Pick<StandardCase, 'description' | 'items'>>;

/** Which model a kind is told as. */
const models: { readonly [K in Kind]: (one: Extract<Case, { kind: K }>) => Own } = {
  missed_collection: () => ({ '@type': 'ReportMissedBin', subject: subjects.ReportMissedBin }),
  missed_escalation: () => ({ '@type': 'ReportMissedBin', subject: `${subjects.ReportMissedBin}, reported again` }),
  other: ({ details: { type, subject, description } }) => ({
    '@type': type,
    subject,
    ...(description && { description }),
  }),
};

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

/** A report is of a service, whatever it empties: its machine name is the “other common code” of `collection_type`. */
export const caseOf = (one: Case, link: Link): StandardCase => {
  const { reference, uprn, service, status, createdAt } = one;
  const own = ownOf(one);
  return {
    '@id': link('cases', reference),
    id: reference,
    ...own,
    status: status === 'open' ? 'active' : 'closed',
    date_created: createdAt,
    uprn,
    ...(service && { service: link('services', service) }),
    ...(service && own['@type'] === 'ReportMissedBin' && { collection_type: service }),
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
  const { subject = subjects[type], description, collection_type, items = [] } = given;
  const lines = [description, collection_type, ...items.map(itemInWords)].filter((one) => one !== undefined);
  return { type, subject, ...(lines.length > 0 && { description: lines.join('\n') }) };
};
