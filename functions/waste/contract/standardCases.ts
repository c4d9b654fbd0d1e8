/** What residents ask for and report, as cases of the Local Waste Service Standards. */
import * as z from 'zod/mini';
import { created, get, ok, post } from '#shared/contract/index.ts';
import { AssistanceRequested } from './assisted.ts';
import { BulkyItemsRefused, BulkyQuoteChanged, onDay } from './bulkyCase.ts';
import { CaseNotFound, Reference } from './caseFields.ts';
import { RoundsNotLoaded } from './collections.ts';
import { ContainerNotAvailable, ContainerPriceChanged, NoSuchContainer } from './containers.ts';
import { NoSuchService, NotReportable } from './missed.ts';
import { CaseInput } from './standardCaseInput.ts';
import { atLeastOne, format, optionalUprn, page, standardDialect } from './standardForm.ts';
import { inPostcode, onStreet } from './standardPlaces.ts';
import { StandardCase } from './standardRecords.ts';
import { rootOfModel, xmlForms } from './standardXml.ts';

const report = { access: { scope: 'waste:report' }, dialect: standardDialect } as const;
const openingProblems = [
  ...onDay,
  BulkyItemsRefused,
  BulkyQuoteChanged,
  NoSuchService,
  NotReportable,
  NoSuchContainer,
  ContainerNotAvailable,
  ContainerPriceChanged,
  AssistanceRequested,
];
const one = { forms: xmlForms(rootOfModel) };

export const standardCaseOperations = {
  standardCases: get('/{council}/waste/standard/cases', {
    dialect: standardDialect,
    access: { scope: 'waste:cases' },
    summary: 'Waste standard: cases of a property, on a street or of a postcode',
    description:
      'For staff, because they tell of households. The newest first, of each property the newest 500. Needs `uprn`, `usrn` or `postcode`. Nobody is named.',
    query: z
      .strictObject({ uprn: optionalUprn, usrn: onStreet, postcode: inPostcode, page, format })
      .check(atLeastOne('uprn', 'usrn', 'postcode')),
    returns: ok(z.array(StandardCase), { forms: xmlForms('cases') }),
    problems: [RoundsNotLoaded],
  }),
  standardCase: get('/{council}/waste/standard/cases/{caseId}', {
    ...report,
    summary: 'Waste standard: one case',
    description: 'For whoever has its reference.',
    params: z.strictObject({ caseId: Reference }),
    query: z.strictObject({ format }),
    returns: ok(StandardCase, one),
    problems: [CaseNotFound],
  }),
  standardOpenCase: post('/{council}/waste/standard/cases', {
    ...report,
    summary: 'Waste standard: open a case',
    description:
      'The model of the case without what it gets here (`@id`, `id`, `status`, `date_created`), with `uprn`, and `service` where a collection was missed. In JSON only. The rules are those of our own operations: a missed collection outside its window is refused. What has no form of its own goes to the council’s staff.',
    idempotent: 'optional',
    query: z.strictObject({ format }),
    body: CaseInput,
    returns: created(StandardCase, '/{council}/waste/standard/cases/{id}', one),
    problems: openingProblems,
  }),
};
