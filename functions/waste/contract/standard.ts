/**
 * The API of the Local Waste Service Standards (2016): what can be read of it from rounds, moved dates and words.
 * https://github.com/communitiesuk/waste-service-standards (branch gh-pages, _apis/waste_services.raml)
 */
import * as z from 'zod/mini';
import {
  type Dialect,
  described,
  get,
  InvalidRequest,
  listOf,
  ok,
  PlainDate,
  type ProblemType,
  problem,
  problemDetails,
  UprnInput,
} from '#shared/contract/index.ts';
import { NoCollectionsHere, RoundsNotLoaded } from './collections.ts';
import { EventType, FeatureType, Service, Site, StandardError, Task, taskTypes } from './standardModels.ts';
import { xmlForms } from './standardXml.ts';

export class NothingOfThatId extends problem({
  slug: 'waste-standard-nothing-of-that-id',
  status: 404,
  title: 'There is nothing of that id',
  advice: 'Take the id, or the whole “@id”, from the list.',
}) {}

/** With what to do, for which the standard has no place of its own; what is wrong with a field says it already. */
const userMessage = (type: ProblemType, message: string): string =>
  type.slug === InvalidRequest.type.slug ? message : [...new Set([message, type.advice])].join(' ');

const standardDialect: Dialect = {
  name: 'waste-standard',
  credentials: problemDetails.credentials,
  mediaType: 'application/json',
  schema: StandardError,
  forms: xmlForms('error'),
  render: ({ type, message, options: { headers = {} } }) => ({
    status: type.status,
    body: { userMessage: userMessage(type, message), code: type.status },
    headers,
  }),
};

const format = z.optional(
  described(z.enum(['json', 'xml']), 'The form of the answer; what the `Accept` header asks for unless told.', 'xml'),
);
const id = (description: string, example: string) =>
  described(z.string().check(z.minLength(1), z.maxLength(400)), description, example);
const days = {
  start_date: z.optional(described(PlainDate, 'First day in London; 21 days ago unless told.', '2026-11-02')),
  end_date: z.optional(described(PlainDate, 'Last day, at most 400 days later; in 21 days unless told.', '2026-12-14')),
};
const optionalUprn = z.optional(described(UprnInput, 'Only what is of this property.', '990100000002'));
const aProperty = { uprn: described(UprnInput, 'The property.', '990100000002') };

/** Public, like all that residents ask about their bins. */
const open = { access: 'public', dialect: standardDialect } as const;
/** Under the name of the XML’s root. Rounds change now and then, the standard’s types with a version of ours only. */
const answers = <S extends z.core.$ZodType>(root: string, schema: S, seconds: 900 | 86_400) =>
  ok(schema, { forms: xmlForms(root), etag: true, cacheControl: `public, max-age=${seconds}` });
const ofProperty = [NoCollectionsHere, RoundsNotLoaded];

export const standardOperations = {
  standardServices: get('/{council}/waste/standard/services', {
    ...open,
    summary: 'Waste standard: services',
    description:
      'Those that the council has named. With `uprn` those of the property, with their collections, shared ones included.',
    query: z.strictObject({
      uprn: optionalUprn,
      full: z._default(described(z.boolean(), 'Who provides it, too.', true), false),
      ...days,
      format,
    }),
    returns: answers('waste-services', z.array(Service), 900),
    problems: ofProperty,
  }),
  standardService: get('/{council}/waste/standard/services/{serviceId}', {
    ...open,
    summary: 'Waste standard: one service',
    description: 'With `uprn`, as it comes to the property.',
    params: z.strictObject({ serviceId: id('Machine name of the service.', 'recycling') }),
    query: z.strictObject({ uprn: optionalUprn, format }),
    returns: answers('waste-service', Service, 900),
    problems: [NothingOfThatId, ...ofProperty],
  }),
  standardTasks: get('/{council}/waste/standard/tasks', {
    ...open,
    summary: 'Waste standard: tasks of a property',
    description:
      'Days of collection, moved and cancelled ones too. `include=related` adds those of shared containers, which are tasks of the building.',
    query: z.strictObject({
      ...aProperty,
      type: z.optional(described(z.enum(taskTypes), 'Only of this type; rounds are `EmptyBinTask`.', 'EmptyBinTask')),
      ...days,
      include: z.optional(listOf(['related'], 'What to add: `related`.')),
      format,
    }),
    returns: answers('tasks', z.array(Task), 900),
    problems: ofProperty,
  }),
  standardTask: get('/{council}/waste/standard/tasks/{taskId}', {
    ...open,
    summary: 'Waste standard: one task',
    description: 'Its id stays the same when its day is moved.',
    params: z.strictObject({ taskId: id('Id of the task.', '990100000002-food-FOO_1-2026-11-23') }),
    query: z.strictObject({ format }),
    returns: answers('task', Task, 900),
    problems: [NothingOfThatId, ...ofProperty],
  }),
  standardEventTypes: get('/{council}/waste/standard/event-types', {
    ...open,
    summary: 'Waste standard: types of event',
    description: 'What crews note on their rounds.',
    query: z.strictObject({ format }),
    returns: answers('event-types', z.array(EventType), 86_400),
  }),
  standardEventType: get('/{council}/waste/standard/event-types/{eventTypeId}', {
    ...open,
    summary: 'Waste standard: one type of event',
    description: 'By its id in the list.',
    params: z.strictObject({ eventTypeId: id('Id of the type.', 'contaminated.food_waste') }),
    query: z.strictObject({ format }),
    returns: answers('event-type', EventType, 86_400),
    problems: [NothingOfThatId],
  }),
  standardFeatureTypes: get('/{council}/waste/standard/feature-types', {
    ...open,
    summary: 'Waste standard: types of container',
    description: 'With `uprn`, those that are emptied at the property, as far as the council’s names for them tell.',
    query: z.strictObject({ uprn: optionalUprn, format }),
    returns: answers('feature-types', z.array(FeatureType), 900),
    problems: ofProperty,
  }),
  standardFeatureType: get('/{council}/waste/standard/feature-types/{featureTypeId}', {
    ...open,
    summary: 'Waste standard: one type of container',
    description: 'By its id in the list.',
    params: z.strictObject({ featureTypeId: id('Id of the type.', 'wheelie_bin') }),
    query: z.strictObject({ format }),
    returns: answers('feature-type', FeatureType, 86_400),
    problems: [NothingOfThatId],
  }),
  standardSite: get('/{council}/waste/standard/sites/{uprn}', {
    ...open,
    summary: 'Waste standard: one site',
    description: 'A property, and the building that it shares containers of.',
    params: z.strictObject(aProperty),
    query: z.strictObject({ format }),
    returns: answers('site', Site, 900),
    problems: ofProperty,
  }),
};
