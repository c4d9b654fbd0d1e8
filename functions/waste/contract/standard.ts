/**
 * The API of the Local Waste Service Standards (2016): what can be read of it from rounds, moved dates and words.
 * https://github.com/communitiesuk/waste-service-standards (branch gh-pages, _apis/waste_services.raml)
 */
import * as z from 'zod/mini';
import { described, get, listOf } from '#shared/contract/index.ts';
import {
  answers,
  aProperty,
  days,
  format,
  id,
  NothingOfThatId,
  ofProperty,
  open,
  optionalUprn,
} from './standardForm.ts';
import { EventType, FeatureType, Service, Task, taskTypes } from './standardModels.ts';

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
};
