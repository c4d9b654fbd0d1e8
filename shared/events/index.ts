/** The publisher as it is deployed, beside each capability that announces something. It knows no contract. */
import { environment } from '#shared/environment.ts';
import { eventBus } from './bus.ts';
import { publisher } from './publisher.ts';

export const handler = publisher({
  put: eventBus(environment('EVENT_BUS')),
  log: (line) => process.stdout.write(`${JSON.stringify(line)}\n`),
});
