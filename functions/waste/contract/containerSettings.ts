/** Which containers a council's households may ask for, how many, at what price. */
import * as z from 'zod/mini';
import { described, named } from '#shared/contract/index.ts';
import { Pence } from './caseFields.ts';
import { ContainerCode, ServiceCode } from './rounds.ts';

export const actions = ['request', 'replace', 'remove'] as const;
export type Action = (typeof actions)[number];
export const Action = described(
  z.enum(actions),
  'To get one, to have one changed for another, or to have one taken away.',
  'replace',
);

export const reasons = [
  'new_property',
  'missing',
  'extra',
  'too_small',
  'lost',
  'stolen',
  'damaged',
  'not_needed',
] as const;
export const Reason = described(z.enum(reasons), 'Why.', 'damaged');
export type Reason = (typeof reasons)[number];

/** Few enough for all that a request is for to be written at once. */
const Codes = z.array(ContainerCode).check(z.maxLength(5));
const mostContainers = 60;
const Most = z.int().check(z.minimum(1), z.maximum(100));

const Offered = z.strictObject({
  price: z._default(Pence('Of each, in pence.', 0), 0),
  reasons: z._default(
    described(
      z.partialRecord(Reason, Pence('Of each for this reason, in pence.', 0)),
      'Reasons to choose from, each with its price in place of the other. None: no reason is asked.',
      { new_property: 0, extra: 4500 },
    ),
    {},
  ),
});

const ContainerRules = named(
  z.strictObject({
    service: ServiceCode,
    requestOnly: z._default(
      described(z.boolean(), 'Whether it is offered where the service does not come too: caddies, bags.'),
      false,
    ),
    actions: described(z.partialRecord(Action, Offered), 'What may be asked, and what each costs.', {
      replace: { price: 0, reasons: { damaged: 0, stolen: 0 } },
    }),
    maxPerRequest: z._default(described(Most, 'Most in one request; 1 hides the quantity.', 1), 1),
    maxPerHousehold: z.optional(
      described(
        Most,
        'Most at a property: those of the rounds, and those asked for this year that they do not have yet.',
        2,
      ),
    ),
    maxPerYear: z.optional(described(Most, 'Most that a household is brought in a calendar year.', 3)),
    includes: z._default(
      described(Codes, 'What it stands for: while one request is open, there is none for the other.', []),
      [],
    ),
    blocks: z._default(
      described(Codes, 'What cannot be asked for while a request for it is open: smaller ones of the same kind.', []),
      [],
    ),
    togetherWith: z._default(described(Codes, 'What may be asked for in the same request.', []), []),
  }),
  { id: 'ContainerRules', description: 'How a container can be asked for.' },
);
export type ContainerRules = z.infer<typeof ContainerRules>;

const version = described(z.int().check(z.minimum(0), z.maximum(1_000_000_000)), 'How often it was written.', 1);
const fields = {
  containers: z._default(
    described(
      z.record(ContainerCode, ContainerRules),
      'By machine name; what residents read is in the waste settings.',
      {
        caddy: {
          ...{ service: 'food', requestOnly: true, actions: { request: { price: 0, reasons: {} } } },
          ...{ maxPerRequest: 1, maxPerYear: 3, includes: [], blocks: [], togetherWith: [] },
        },
      },
    ),
    {},
  ),
  escalation: z._default(
    described(
      z.strictObject({
        afterWorkingDays: described(
          z.int().check(z.minimum(0), z.maximum(60)),
          'From the start of this working day after the request.',
          21,
        ),
        forWorkingDays: described(z.int().check(z.minimum(1), z.maximum(60)), 'For so many working days.', 10),
      }),
      'When one that did not come can be told of again. Weekends do not count, bank holidays do.',
    ),
    { afterWorkingDays: 21, forWorkingDays: 10 },
  ),
  payWithinMinutes: z._default(
    described(z.int().check(z.minimum(5), z.maximum(10_080)), 'How long a request waits for its payment.', 60),
    60,
  ),
};

type Containers = Readonly<Record<string, ContainerRules>>;
interface Contradiction {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

const ofOne = (code: string, rules: ContainerRules, all: Containers): Contradiction[] => {
  const { maxPerRequest, maxPerHousehold = maxPerRequest, maxPerYear = maxPerRequest } = rules;
  const others = (['includes', 'blocks', 'togetherWith'] as const).flatMap((list) =>
    rules[list].flatMap((other, i) =>
      other === code
        ? [{ path: [list, i], message: 'must be another container' }]
        : Object.hasOwn(all, other)
          ? []
          : [{ path: [list, i], message: 'must be one of “containers”' }],
    ),
  );
  const most = Math.min(maxPerHousehold, maxPerYear);
  return [
    ...(Object.keys(rules.actions).length === 0 ? [{ path: ['actions'], message: 'must have one at least' }] : []),
    ...(maxPerRequest > most
      ? [{ path: ['maxPerRequest'], message: 'must not be more than “maxPerHousehold” and “maxPerYear”' }]
      : []),
    ...others,
  ].map(({ path, message }) => ({ path: ['containers', code, ...path], message }));
};

const contradictions = z.check<{ containers: Containers }>(({ value, issues }) => {
  if (Object.keys(value.containers).length > mostContainers)
    issues.push({ code: 'custom', input: value, path: ['containers'], message: `must be ${mostContainers} at most` });
  for (const [code, rules] of Object.entries(value.containers))
    for (const { path, message } of ofOne(code, rules, value.containers))
      issues.push({ code: 'custom', input: value, path: [...path], message });
});

/** What `PUT` takes. */
export const ContainerSettingsInput = z
  .strictObject({
    ...fields,
    version: z._default(described(version, 'The version that you are changing; 0 the first time.'), 0),
  })
  .check(contradictions);

export const ContainerSettings = named(z.object({ version, ...fields }), {
  id: 'ContainerSettings',
  description: 'Which containers households may ask for, how many, at what price.',
});
export type ContainerSettings = z.infer<typeof ContainerSettings>;
export const usualContainers: ContainerSettings = z.parse(ContainerSettings, { version: 0 });
