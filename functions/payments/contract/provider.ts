/** What a council's configuration and secrets say of its GOV.UK Pay services. */
import * as z from 'zod/mini';
import { described } from '#shared/contract/index.ts';
import { AccountCode, ServiceName } from './fields.ts';

const Service = z.strictObject({
  glCode: z.optional(
    described(AccountCode, 'General ledger code of what is paid by it, unless a payment has its own.'),
  ),
  fund: z.optional(described(AccountCode, 'Fund of what is paid by it.')),
});

export const provider = {
  title: 'GOV.UK Pay',
  url: 'https://publicapi.payments.service.gov.uk',
  settings: z.strictObject({
    services: described(
      z._default(z.record(ServiceName, Service), {}),
      'The council’s services at GOV.UK Pay, by a name of its own, and where its accounts have them.',
    ),
    default: described(z._default(ServiceName, 'default'), 'The service of a payment that names none.'),
  }),
  secrets: {
    'api-keys':
      'API keys, made under “API keys” in the GOV.UK Pay admin tool. One for all services, or one a line as service=key; a line without a service is for those that have none of their own',
    'webhook-secrets':
      'Signing secrets of the webhooks made in the admin tool, one a line: each service has its own, and during a change the old one stays until the new one is in use',
  },
} as const;
