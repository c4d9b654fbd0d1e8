/** What the system of a council's waste contractor answered, taken as crew events. What maps and what is lost: suppliers/README.md. */
import * as z from 'zod/mini';
import { described, Instant, named, ok, parsePaddedUprn, parseUsrn, post } from '#shared/contract/index.ts';
import { TaskStatus } from './crew.ts';
import { eventCodes } from './eventCodes.ts';
import { ContainerCode, RoundCode, ServiceCode } from './rounds.ts';

/** Two spellings that differ in capitals, spaces and punctuation are one text of a supplier. */
export const sameText = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const Text = z.string().check(z.minLength(1), z.maxLength(120), z.regex(/^\P{Cc}*$/u, 'must be one line'));

/** By the supplier's words, of which none is there twice. */
const bySupplierText = <S extends z.core.$ZodType>(to: S, description: string, example: Record<string, unknown>) =>
  z._default(
    described(
      z.record(Text, to).check(
        z.refine((words) => Object.keys(words).length <= 300, { error: 'must have at most 300 entries' }),
        z.refine((words) => new Set(Object.keys(words).map(sameText)).size === Object.keys(words).length, {
          error: 'has the same text twice, but for capitals, spaces or punctuation',
        }),
      ),
      description,
      example,
    ),
    {},
  );

export const SupplierWords = named(
  z.strictObject({
    texts: bySupplierText(
      z.enum([...eventCodes, 'none']),
      'Event types, exceptions and resolutions: the code of the event; `none` for one that tells of no problem.',
      { 'Bin blocked by car': 'blocked_by_vehicles' },
    ),
    statuses: bySupplierText(TaskStatus, 'States of jobs and tasks.', { FAILED: 'Closed / Not done' }),
    services: bySupplierText(
      ServiceCode,
      'Services, types of feature, jobs, work packs without their day, or what stands before “ - ” in an exception.',
      { 'Paper & Card': 'recycling' },
    ),
    containers: bySupplierText(ContainerCode, 'Types of feature, jobs or services: the container.', {
      6534: 'wheelie_bin_240_green',
    }),
    rounds: bySupplierText(RoundCode, 'Rounds, or work packs without their day, that have another code here.', {
      'Waste-R1': 'REC 1',
    }),
  }),
  { id: 'SupplierWords', description: 'The words of the contractor’s system, in ours.' },
);
export type SupplierWords = z.infer<typeof SupplierWords>;

/** Read when it becomes an event: a field that is read here would cost the document its examples. */
const asked = (parse: (text: string) => string | undefined, error: string, description: string, example: string) =>
  z.optional(
    described(z.string().check(z.refine((text) => parse(text) !== undefined, { error })), description, example),
  );

const answerOf = <const O extends readonly [string, ...string[]]>(id: string, operations: O) =>
  named(
    z.strictObject({
      operation: described(z.enum(operations), 'Which operation of the supplier it answers.', operations[0]),
      uprn: asked(
        parsePaddedUprn,
        'must be a UPRN: 1 to 12 digits',
        'The property that was asked for, where the answer does not name it.',
        '990100000018',
      ),
      usrn: asked(
        parseUsrn,
        'must be a USRN: 1 to 8 digits',
        'The street that was asked for, where the answer does not name it.',
        '99010001',
      ),
      askedAt: z.optional(described(Instant, 'When it was asked: states were so then. Now, unless told.')),
      answer: described(
        z.unknown(),
        'The answer as JSON, whole or the rows alone, with the supplier’s names. Fields that are not needed are ignored.',
      ),
    }),
    { id, description: 'An answer of the supplier’s API.' },
  );

const BartecAnswer = answerOf('BartecAnswer', ['Premises_Events_Get', 'Streets_Events_Get', 'Jobs_Get']);
const WhitespaceAnswer = answerOf('WhitespaceAnswer', ['GetInCabLogs']);
const EchoAnswer = answerOf('EchoAnswer', ['GetServiceUnitsForObject', 'GetTasks']);
export interface Answer<O extends string = string> {
  readonly operation: O;
  readonly uprn?: string | undefined;
  readonly usrn?: string | undefined;
  readonly askedAt?: string | undefined;
  readonly answer?: unknown;
}
export type BartecOperation = z.infer<typeof BartecAnswer>['operation'];
export type EchoOperation = z.infer<typeof EchoAnswer>['operation'];

export const leftReasons = [
  'no_date',
  'no_place',
  'no_round',
  'not_a_round',
  'no_service',
  'no_text',
  'no_status',
  'no_match',
  'overtaken',
  'no_problem',
  'not_valid',
] as const;
export type LeftReason = (typeof leftReasons)[number];

const Left = named(
  z.object({
    at: described(z.string(), 'Where it is in the request, as a JSON Pointer.', '#/answers/0/answer/Event/3'),
    reason: described(z.enum(leftReasons), 'Why, in a word.', 'no_service'),
    says: described(
      z.string(),
      'Why, and what to do.',
      '“Garden” is not among the suppliers’ services: add it to the settings.',
    ),
  }),
  { id: 'LeftRow', description: 'A row that was not taken, or of which a part was not.' },
);
export type Left = z.infer<typeof Left>;
export const mostLeft = 100;
/** As many as crews may tell at a time. */
export const mostEvents = 500;

const told = ok(
  z.object({
    taken: described(z.int(), 'How many events told something new.', 1),
    known: described(z.int(), 'How many told nothing new.', 0),
    left: described(
      z.object({
        total: described(z.int(), 'How many rows were left, in whole or in part.', 0),
        first: described(z.array(Left), `The first ${mostLeft} of them.`, []),
      }),
      'What was not taken, and why: nothing is dropped unsaid.',
    ),
  }),
);

const from = <A extends z.core.$ZodType>(path: string, supplier: string, answer: A, example: object) =>
  post(`/{council}/waste/crew-events/${path}`, {
    summary: `Tell what ${supplier} answered`,
    description: `Answers of ${supplier}’s API as they are, up to 500 of them and 500 events at a time, taken as crew events in the codes of the Local Waste Service Standards. Words that the council’s crews have of their own are in the settings under \`suppliers\`. Rows that cannot be taken are named with the reason; the others are. They may be sent again.`,
    access: { scope: 'waste:crew' },
    body: z.strictObject({
      answers: described(z.array(answer).check(z.minLength(1), z.maxLength(mostEvents)), 'The answers, in any order.', [
        example,
      ]),
    }),
    returns: told,
  });

export const supplierOperations = {
  tellBartec: from('bartec', 'Bartec Collective', BartecAnswer, {
    operation: 'Premises_Events_Get',
    uprn: '990100000018',
    answer: {
      Event: [
        {
          ID: 81,
          EventDate: '2026-11-23T10:10:10',
          EventType: { Description: 'BIN NOT OUT' },
          Features: { FeatureType: { ID: 6534 } },
        },
      ],
    },
  }),
  tellWhitespace: from('whitespace', 'Whitespace', WhitespaceAnswer, {
    operation: 'GetInCabLogs',
    answer: {
      InCabLogs: {
        InCabLogs: [
          {
            LogID: 7,
            Reason: 'Food - Not Out',
            RoundCode: 'FOO 1',
            LogDate: '2026-11-23T06:10:09.417',
            Uprn: '990100000018',
            Usrn: '',
          },
        ],
      },
    },
  }),
  tellEcho: from('echo', 'Echo', EchoAnswer, {
    operation: 'GetTasks',
    answer: { Task: { Ref: { Value: { anyType: [123, 456] } }, State: { Name: 'Completed' } } },
  }),
};
