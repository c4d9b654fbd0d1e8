/** How a council runs concessionary travel. */
import * as z from 'zod/mini';
import { described, get, named, ok, put } from '#shared/contract/index.ts';
import { flag, line, Pence, text, whole } from './fields.ts';
import { awards, PassSettingsChanged } from './passFields.ts';

const url = z.string().check(z.maxLength(500), z.regex(/^https:\/\/[^\s<>"]+$/, 'must be an https address'));

const Authority = z.strictObject({
  name: described(line(120), 'Who issues passes.', 'Example County Council'),
  nameWelsh: z.optional(described(line(120), 'The same in Welsh.')),
  url: described(url, 'Where to ask for one.', 'https://www.gov.uk/apply-for-elderly-person-bus-pass'),
});
export type Authority = z.infer<typeof Authority>;

export const usualDisabled = {
  awards: ['dla_higher_mobility', 'pip', 'war_pension_mobility', 'armed_forces'],
  pipPoints: 8,
  planningJourneys: false,
  letterMaxMonths: 12,
  companion: false,
} satisfies z.input<typeof Disabled>;

const Disabled = z.strictObject({
  awards: described(
    z.array(z.enum(awards)).check(z.maxLength(awards.length)),
    'Awards that are accepted without a further assessment. A Blue Badge counts only where it is named.',
    ['dla_higher_mobility', 'pip', 'war_pension_mobility', 'armed_forces'],
  ),
  pipPoints: described(
    z.int().check(z.minimum(1), z.maximum(12)),
    'Points of PIP that are enough, for moving around or for communicating verbally.',
    8,
  ),
  planningJourneys: flag('Whether points for planning and following journeys count as well.', false),
  letterMaxMonths: described(
    z.int().check(z.minimum(1), z.maximum(60)),
    'How old a benefit letter may be, in months.',
    12,
  ),
  companion: flag('Whether a companion may travel free, too, where staff say so.', false),
});

export const PassSettingsInput = z
  .strictObject({
    isTravelAuthority: z._default(
      flag('Whether the council is a travel concession authority. A small district is usually none.', true),
      false,
    ),
    authority: z._default(described(Authority, 'Who issues passes, where the council does not.'), {
      name: 'the travel concession authority of your area',
      nameWelsh: 'awdurdod consesiynau teithio eich ardal',
      url: 'https://www.gov.uk/apply-for-elderly-person-bus-pass',
    }),
    applyDaysBefore: z._default(whole(0, 120, 'How many days early an older person may apply.', 14), 14),
    validityYears: z._default(whole(1, 5, 'For how many years a pass is issued.', 5), 5),
    disabled: z._default(described(Disabled, 'What counts as a disability without further assessment.'), usualDisabled),
    localHours: z._default(
      described(
        z
          .array(
            z.strictObject({
              says: described(line(200), 'In words.', 'Also before 09:30 within the county'),
              saysWelsh: z.optional(described(line(200), 'The same in Welsh.')),
            }),
          )
          .check(z.maxLength(10)),
        'What the council allows beyond the statutory hours.',
      ),
      [],
    ),
    replacementFee: z._default(
      Pence(
        'What a lost pass costs, in pence. A stolen one with a crime reference is free; the first is always free.',
        1000,
      ),
      0,
    ),
    renewal: z._default(
      described(
        z.strictObject({
          automatic: flag('Whether a pass that was used in the last 12 months is renewed by itself.', true),
          daysBefore: described(
            z.int().check(z.minimum(7), z.maximum(120)),
            'Days before its end from which it can be renewed, and when its holder is told.',
            42,
          ),
        }),
        'How passes are renewed.',
      ),
      { automatic: true, daysBefore: 42 },
    ),
    targetWorkingDays: z._default(whole(1, 60, 'Service target of decisions, in working days.', 5), 5),
    evidenceDays: z._default(whole(7, 180, 'Days to send what is missing, before the application lapses.', 28), 28),
    photoDays: z._default(whole(0, 400, 'Days for which a photo is kept after the card was made.', 30), 30),
    secondCheck: z._default(flag('Whether two of the staff approve a pass of a disabled person.', false), false),
    note: z.optional(described(text(1000), 'What else residents should know.')),
  })
  .check(
    z.refine(({ disabled: { awards: given } }) => new Set(given).size === given.length, {
      error: 'must name each award once',
      path: ['disabled', 'awards'],
    }),
  );
export type PassRules = z.output<typeof PassSettingsInput>;
export const usualPassRules: PassRules = z.parse(PassSettingsInput, {});

const Version = z.int().check(z.minimum(0), z.maximum(1_000_000_000));
export const PassSettings = named(
  z.object({ version: described(Version, 'How often they were written.', 1), ...PassSettingsInput.shape }),
  { id: 'PassSettings', description: 'How a council runs concessionary travel.' },
);
export type PassSettings = z.output<typeof PassSettings>;

const PutPassSettings = z.strictObject({
  settings: described(PassSettingsInput, 'All of them. What is left out is as usual.'),
  version: z._default(described(z.clone(Version), 'The version that you are changing; 0 the first time.'), 0),
});

export const passSettingsOperations = {
  getPassSettings: get('/{council}/permits/pass-settings', {
    summary: 'How the council runs concessionary travel',
    description: 'The usual settings until the council writes its own.',
    access: { scope: 'permits:read' },
    returns: ok(PassSettings, { etag: true }),
  }),
  putPassSettings: put('/{council}/permits/pass-settings', {
    summary: 'Write how the council runs concessionary travel',
    description:
      'All settings at once. Sending the same again changes nothing. Passes that were approved stay as they are.',
    access: { scope: 'permits:manage' },
    body: PutPassSettings,
    returns: ok(PassSettings),
    problems: [PassSettingsChanged],
  }),
};
