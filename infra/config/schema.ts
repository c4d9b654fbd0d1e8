/** The shape of commons.config.json: every setting, its form and its usual value. */
import * as z from 'zod/mini';
import { CouncilId, GssCode } from '#shared/contract/fields.ts';
import { ServiceConfig } from './services.ts';
import { SignInConfig } from './signIn.ts';

/** By `<capability>.<record>`. */
const Retention = z.record(
  z.string(),
  z.int().check(z.minimum(1, 'must be at least 1 day'), z.maximum(36_525, 'must be at most 36,525 days')),
);

const text = (most: number) => z.string().check(z.minLength(1), z.maxLength(most));

/** First parts of the paths of the `catalogue` capability. */
const ownPaths = ['docs', 'health', 'problems'];

const Contact = z.strictObject({ name: text(80), email: z.email('must be an email address') });

const Binding = z.strictObject({
  /** Of this computer only without TLS. */
  url: z
    .string()
    .check(
      z.regex(
        /^(https:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d+)?|http:\/\/(localhost|127\.0\.0\.1)(:\d+)?)$/,
        'must be scheme and host of a deployment, like https://api.example.gov.uk',
      ),
    ),
  /** Id of the council there; the same as here unless told. */
  council: z.optional(CouncilId),
});

/** Of this computer only without TLS: whoever is on the way to such a page could call in its name. */
const origin = /^(https:\/\/[^*]+|http:\/\/(localhost|127\.0\.0\.1)(:\d+)?)$/;

/** As browsers write it in `Origin`: in another spelling it would never be met. */
const isOrigin = (text: string): boolean =>
  text === '*' || (origin.test(text) && URL.canParse(text) && new URL(text).origin === text);

export const CouncilConfig = z.strictObject({
  id: CouncilId.check(
    z.refine(
      (id) => !ownPaths.includes(id),
      `must be another: ${ownPaths.join(', ')} are paths of the deployment itself`,
    ),
  ),
  name: text(80),
  nameWelsh: z.optional(text(80)),
  /** Who answers for the council: on problem pages and in the register of processing. */
  contact: z.optional(Contact),
  gssCode: z.optional(GssCode),
  /** Local custodian code of its gazetteer, where the national list does not have it. */
  custodianCode: z.optional(z.int().check(z.minimum(1), z.maximum(9999))),
  /** Left out: every capability there is. */
  capabilities: z.optional(z.array(text(40))),
  signIn: z.optional(SignInConfig),
  /** Capabilities that another deployment serves. */
  bindings: z.optional(z.record(z.string(), Binding)),
  /** National services that the council uses, by the capability that stands on them. */
  services: z.optional(z.record(z.string(), ServiceConfig)),
  /** Days for which records are kept, where they differ from the deployment's. */
  retention: z.optional(Retention),
});

export const Config = z.strictObject({
  $schema: z.optional(z.string()),
  /** Prefix of the stacks. */
  name: z._default(
    z.string().check(z.regex(/^[a-z][a-z0-9-]{0,20}$/, 'must be 1 to 21 small letters, digits and hyphens')),
    'commons',
  ),
  /** In production, tables cannot be deleted and survive the removal of their stack. */
  environment: z._default(z.enum(['production', 'test']), 'production'),
  region: z._default(
    z.string().check(z.regex(/^[a-z]{2}-[a-z]+-\d$/, 'must be an AWS region, like eu-west-2')),
    'eu-west-2',
  ),
  contact: Contact,
  /** Who is told of alarms and costs; the contact unless told. */
  alarms: z.optional(z.strictObject({ email: z.email('must be an email address') })),
  budget: z._default(z.strictObject({ monthlyUsd: z.number().check(z.minimum(1), z.maximum(1_000_000)) }), {
    monthlyUsd: 50,
  }),
  /** A name of the host's own for the API. */
  domain: z.optional(
    z.strictObject({
      name: z
        .string()
        .check(z.regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, 'must be a name, like api.example.gov.uk')),
      certificateArn: z
        .string()
        .check(z.regex(/^arn:aws:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/, 'must be the ARN of an ACM certificate')),
      hostedZoneId: z.optional(
        z.string().check(z.regex(/^Z[A-Z0-9]{5,31}$/, 'must be the id of a Route 53 zone, like Z0123456789ABCDEFGHIJ')),
      ),
    }),
  ),
  /** Whose pages may call from a browser what needs a key; `*` lets any page read (docs/decisions/0014-cors.md). */
  allowedOrigins: z._default(
    z.array(
      z
        .string()
        .check(
          z.refine(
            isOrigin,
            'must be * or an origin as browsers write it, like https://www.example.gov.uk (https, small letters, no path)',
          ),
        ),
    ),
    [],
  ),
  /** Days for which records are kept, where they differ from the contracts'. */
  retention: z._default(Retention, {}),
  /** By store: the table in use in place of the stack's own, after a restore (docs/handbook/restore.md). */
  tables: z.optional(
    z.record(
      z.string(),
      z.string().check(z.regex(/^[\w.-]{3,255}$/, 'must be the name of a DynamoDB table, like commons-keys-restored')),
    ),
  ),
  logRetentionDays: z._default(z.literal([7, 14, 30, 60, 90, 180, 365]), 90),
  councils: z.array(CouncilConfig).check(z.minLength(1), z.maxLength(400)),
});

export type Parsed = z.output<typeof Config>;
