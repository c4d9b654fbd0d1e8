/** Models of the Local Waste Service Standards, in their JSON form. */
import * as z from 'zod/mini';
import { described, named, PlainDate, Postcode, Uprn, Usrn } from '#shared/contract/index.ts';
import { TaskStatus } from './crew.ts';

const base = 'https://api.example/marlbeck/waste/standard';
export const link = (description: string, example: string) => described(z.string(), description, `${base}/${example}`);
export const text = (description: string, example: string) => described(z.string(), description, example);
export const may = z.optional;
export const model = <const T extends readonly [string, ...string[]]>(...names: T) =>
  described(z.enum(names), 'The model.', names[0]);

export const StandardError = named(
  z.object({
    userMessage: text('What is wrong.', '“uprn” must be a UPRN: 1 to 12 digits.'),
    code: described(z.int(), 'The HTTP status again.', 400),
  }),
  { id: 'WasteStandardError', description: 'An error in the standard’s shape.' },
);

const containers = {
  name: text('What residents call it.', 'Green bin'),
  color: may(text('Its colour.', 'green')),
};

const ContainerType = z.object({
  '@type': model('WasteContainerType'),
  '@id': may(
    link(
      'The type in the standard’s list. Absent where the council’s name for it does not tell.',
      'feature-types/wheelie_bin',
    ),
  ),
  ...containers,
  shape: may(text('Machine name of the standard.', 'wheelie_bin')),
  sizes: may(described(z.array(z.int()), 'In litres.', [240])),
});

const Container = z.object({
  '@type': model('WasteContainer'),
  type: may(link('Its type.', 'feature-types/wheelie_bin')),
  ...containers,
  size: may(described(z.int(), 'In litres.', 240)),
});

export const taskTypes = ['EmptyBinTask', 'StreetCleansingTask', 'FlytippingCleanupTask'] as const;

export const Task = named(
  z.object({
    '@id': link('The task.', 'tasks/990100000002-recycling-REC_1-2026-12-28'),
    '@type': model('EmptyBinTask'),
    id: text('UPRN, service, round and normal day.', '990100000002-recycling-REC_1-2026-12-28'),
    name: text('What is done.', 'Empty Green bin'),
    description: text('Name of the service.', 'Mixed recycling'),
    status: may(TaskStatus),
    status_code: may(described(z.string(), 'The status as a code.', 'not_started')),
    start_date: may(described(PlainDate, 'The day on which it is planned. Absent: it is cancelled.', '2026-12-29')),
    date: described(PlainDate, 'The day on which it would have been.', '2026-12-28'),
    changed_date: may(described(PlainDate, 'The day to which it was moved. Only where it was.', '2026-12-29')),
    changed_date_reason: may(text('Why it was moved or cancelled.', 'Bank holiday')),
    location: link('The site: of shared containers, the building.', 'sites/990100000002'),
    service: link('The service.', 'services/recycling'),
    features: described(z.array(Container), 'What is emptied.'),
  }),
  { id: 'WasteTask', description: 'One day of collection of one service at one site.' },
);
export type Task = z.infer<typeof Task>;

const organisation = (description: string) =>
  may(
    described(
      z.object({ '@type': model('Organization'), name: text('Its name.', 'Marlbeck District Council') }),
      description,
    ),
  );

export const Service = named(
  z.object({
    '@type': model('WasteService'),
    '@id': link('The service.', 'services/recycling'),
    id: text('Machine name.', 'recycling'),
    name: text('What residents call it.', 'Mixed recycling'),
    description: may(text('What to do on the day.', 'Put it out by 6am')),
    frequency: may(
      text(
        '`weekly` or `alternate weekly`; in the words for residents where it is neither. At a property.',
        'alternate weekly',
      ),
    ),
    feature_types: may(described(z.array(ContainerType), 'What it empties. At a property.')),
    last_collections: may(described(z.array(Task), 'Before today, in order; the last one at least. At a property.')),
    next_collections: may(described(z.array(Task), 'From today on, in order; the next one at least. At a property.')),
    provider: organisation('The council. In the full form.'),
  }),
  { id: 'WasteService', description: 'What a council offers.' },
);
export type Service = z.infer<typeof Service>;

export const Site = named(
  z.object({
    '@type': model('Site'),
    '@id': link('The site.', 'sites/990100000018'),
    uprn: Uprn,
    usrn: may(described(Usrn, 'The street. Where the council’s rounds say it.', '99010001')),
    parent_uprn: may(described(Uprn, 'The building whose shared containers serve it.', '990100000001')),
    address: may(
      described(
        z.object({ '@type': model('BS7666Address'), postcode: Postcode }),
        'The postcode. Where the council’s rounds say it.',
      ),
    ),
  }),
  { id: 'WasteSite', description: 'A place that services come to.' },
);

export const Feature = named(
  z.extend(Container, {
    '@id': link('The container.', 'features/990100000002-wheelie_bin_240_green-1'),
    id: text('UPRN, the council’s name for the container, and which of them.', '990100000002-wheelie_bin_240_green-1'),
    status: described(z.literal('in use'), 'The council’s rounds have those in use only.'),
    uprn: described(Uprn, 'The property that it belongs to.', '990100000002'),
    service: link('What empties it.', 'services/recycling'),
  }),
  { id: 'WasteFeature', description: 'A container at a property.' },
);
export type Feature = z.infer<typeof Feature>;

export const EventType = named(
  z.object({
    '@id': link('The type.', 'event-types/contaminated.food_waste'),
    '@type': model('EventType', 'PropertyEventType', 'StreetEventType'),
    id: text('Made of the terms.', 'contaminated.food_waste'),
    name: text('The terms.', 'Contaminated: Food waste'),
    description: may(text('What happened.', 'Contaminated with food waste.')),
  }),
  { id: 'WasteEventType', description: 'Something that crews note on their round.' },
);

export const FeatureType = named(
  z.object({
    '@id': link('The type.', 'feature-types/wheelie_bin'),
    '@type': model('WasteContainerType'),
    id: text('Made of the name.', 'wheelie_bin'),
    name: text('What residents call it.', 'Wheeled bin'),
    description: text('What it looks like.', 'A tall plastic bin with 2 wheels.'),
    shape: text('Machine name. Both caddies have the same.', 'wheelie_bin'),
    sizes: described(z.array(z.int()), 'In litres.', [140, 180, 240]),
  }),
  { id: 'WasteFeatureType', description: 'A kind of container.' },
);
