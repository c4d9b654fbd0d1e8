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

interface Told {
  readonly summary: string;
  readonly description: string;
}

/** Public, like all that residents ask about their bins. `kept` is for how many seconds. */
const read = <
  const P extends string,
  const S extends z.core.$ZodType,
  const Q extends Readonly<Record<string, z.core.$ZodType>>,
  const I extends z.core.$ZodObject,
>(
  path: P,
  told: Told,
  { root, schema, query, params, kept }: { root: string; schema: S; query: Q; params: I; kept: number },
) =>
  get(`/{council}/waste/standard/${path}`, {
    ...told,
    access: 'public',
    dialect: standardDialect,
    params,
    query: z.strictObject({ ...query, format }),
    returns: ok(schema, { forms: xmlForms(root), etag: true, cacheControl: `public, max-age=${kept}` }),
    problems: [NothingOfThatId, NoCollectionsHere, RoundsNotLoaded],
  });

const lists = { params: z.strictObject({}) };
const minutes = 900;
/** Types change with a version of ours only. */
const aDay = 86_400;

export const standardOperations = {
  standardServices: read(
    'services',
    {
      summary: 'Waste standard: services',
      description:
        'Those that the council has named. With `uprn` those of the property, with their collections, shared ones included.',
    },
    {
      ...lists,
      root: 'waste-services',
      schema: z.array(Service),
      query: {
        uprn: optionalUprn,
        full: z._default(described(z.boolean(), 'Who provides it, too.', true), false),
        ...days,
      },
      kept: minutes,
    },
  ),
  standardService: read(
    'services/{serviceId}',
    { summary: 'Waste standard: one service', description: 'With `uprn`, as it comes to the property.' },
    {
      root: 'waste-service',
      schema: Service,
      params: z.strictObject({ serviceId: id('Machine name of the service.', 'recycling') }),
      query: { uprn: optionalUprn },
      kept: minutes,
    },
  ),
  standardTasks: read(
    'tasks',
    {
      summary: 'Waste standard: tasks of a property',
      description:
        'Days of collection, moved and cancelled ones too. `include=related` adds those of shared containers, which are tasks of the building.',
    },
    {
      ...lists,
      root: 'tasks',
      schema: z.array(Task),
      query: {
        ...aProperty,
        type: z.optional(described(z.enum(taskTypes), 'Only of this type; rounds are `EmptyBinTask`.', 'EmptyBinTask')),
        ...days,
        include: z.optional(listOf(['related'], 'What to add: `related`.')),
      },
      kept: minutes,
    },
  ),
  standardTask: read(
    'tasks/{taskId}',
    {
      summary: 'Waste standard: one task',
      description: 'Its id stays the same when its day is moved.',
    },
    {
      root: 'task',
      schema: Task,
      params: z.strictObject({ taskId: id('Id of the task.', '990100000002-food-FOO_1-2026-11-23') }),
      query: {},
      kept: minutes,
    },
  ),
  standardEventTypes: read(
    'event-types',
    { summary: 'Waste standard: types of event', description: 'What crews note on their rounds.' },
    { ...lists, root: 'event-types', schema: z.array(EventType), query: {}, kept: aDay },
  ),
  standardEventType: read(
    'event-types/{eventTypeId}',
    { summary: 'Waste standard: one type of event', description: 'By its id in the list.' },
    {
      root: 'event-type',
      schema: EventType,
      params: z.strictObject({ eventTypeId: id('Id of the type.', 'contaminated.food_waste') }),
      query: {},
      kept: aDay,
    },
  ),
  standardFeatureTypes: read(
    'feature-types',
    {
      summary: 'Waste standard: types of container',
      description: 'With `uprn`, those that are emptied at the property, as far as the council’s names for them tell.',
    },
    { ...lists, root: 'feature-types', schema: z.array(FeatureType), query: { uprn: optionalUprn }, kept: minutes },
  ),
  standardFeatureType: read(
    'feature-types/{featureTypeId}',
    { summary: 'Waste standard: one type of container', description: 'By its id in the list.' },
    {
      root: 'feature-type',
      schema: FeatureType,
      params: z.strictObject({ featureTypeId: id('Id of the type.', 'wheelie_bin') }),
      query: {},
      kept: aDay,
    },
  ),
  standardSite: read(
    'sites/{uprn}',
    { summary: 'Waste standard: one site', description: 'A property, and the building that it shares containers of.' },
    { root: 'site', schema: Site, params: z.strictObject(aProperty), query: {}, kept: minutes },
  ),
};
