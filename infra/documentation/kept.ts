/** What each capability keeps, about whom, and how long: a council's register of processing starts here. */
import type { Capability } from '#shared/contract/capability.ts';
import { type Html, html, table } from './html.ts';

const about = {
  none: 'nobody',
  reference: 'people by ids only',
  personal: 'people',
} as const;

export const keptSection = (
  contracts: readonly Capability[],
  retention: Readonly<Record<string, number>>,
): Html => html`
<h2 id="kept">What is kept, and how long</h2>
<p>A council can have other days than these. What has none is kept until it is replaced or removed, or for the time that its row says. Backups are kept 35 days.</p>
${contracts.map(
  ({ name, title, records = {} }) =>
    table(
      title,
      `kept-${name}`,
      ['Record', 'Tells of', 'Days'],
      Object.entries(records).map(([record, { says, personal, days }]) => [
        html`<code>${name}.${record}</code><br>${says}`,
        about[personal],
        days === undefined ? '–' : String(retention[`${name}.${record}`] ?? days),
      ]),
    ) || '',
)}`;
