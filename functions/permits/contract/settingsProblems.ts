/** What can keep settings from being changed. */
import { problem } from '#shared/contract/index.ts';

export class SchemeInForce extends problem({
  slug: 'permit-scheme-in-force',
  status: 409,
  title: 'This version of the scheme counts already',
  advice:
    'What has been in force is never changed: permits were priced by it. Publish a version that counts from a later day.',
}) {}

export class ZoneInUse extends problem({
  slug: 'permit-zone-in-use',
  status: 409,
  title: 'Schemes name this zone',
  advice: '“schemes” says which. Publish versions without the zone; it can be removed once none that counts names it.',
}) {}
