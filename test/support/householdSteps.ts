/** Steps for what a household asks for: containers, a garden waste subscription, assisted collection. */
import { randomUUID } from 'node:crypto';
import type { References, Step, Wanted } from './walk.ts';

const once = (idempotencyKey: string = randomUUID()) => ({ headers: { 'idempotency-key': idempotencyKey } });
const [container, subscription, renewal, addition, assistance, escalation] = Array.from({ length: 6 }, () =>
  randomUUID(),
);

const containers = {
  containers: { caddy: { service: 'refuse', actions: { request: {} } } },
  escalation: { afterWorkingDays: 0, forWorkingDays: 10 },
};
const garden = {
  services: ['refuse'],
  showOnlySubscribed: false,
  prices: { bin: [{ startDate: '2020-01-01', cost: 6000 }] },
  renewal: { from: 'daysBefore', days: 366 },
};

type Ask = (wanted: Wanted) => () => Wanted;
type Of = (id: string, wanted?: Wanted) => () => Wanted;

const containerSteps = (here: Ask, of: Of): Step[] => {
  const caddy = (uprn: string) => ({ uprn, container: 'caddy', action: 'request' });
  return [
    ['putContainerSettings', 200, here({ body: containers })],
    ['putContainerSettings', 409, here({ body: {} })],
    ['getContainers', 200, here({ query: 'uprn=1&language=cy' })],
    ['getContainers', 404, here({ query: 'uprn=5' })],
    ['requestContainer', 201, here({ body: caddy('1'), ...once(container) })],
    ['requestContainer', 422, here({ body: caddy('2'), ...once(container) })],
    ['requestContainer', 409, here({ body: caddy('1'), ...once() })],
    ['requestContainer', 404, here({ body: caddy('5'), ...once() })],
    ['escalateContainerRequest', 200, of('requestContainer', once(escalation))],
    ['escalateContainerRequest', 422, of('none', once(escalation))],
    ['escalateContainerRequest', 409, of('requestContainer', once())],
    ['escalateContainerRequest', 404, of('none', once())],
  ];
};

const orderSteps = (of: Of): Step[] => {
  const one = { bins: 1, existingBins: 1, price: 6000 };
  const more = { bins: 1, price: 6000 };
  const pay = (paymentReference: string) => of('subscribeGarden', { body: { paymentReference, amount: 6000 } });
  return [
    ['payCase', 200, pay('pay-1')],
    ['addGardenBins', 200, of('subscribeGarden', { body: more, ...once(addition) })],
    ['addGardenBins', 422, of('none', { body: more, ...once(addition) })],
    ['addGardenBins', 409, of('subscribeGarden', { body: more, ...once() })],
    ['addGardenBins', 404, of('none', { body: more, ...once() })],
    ['payCase', 200, pay('pay-2')],
    ['deliverGarden', 200, of('subscribeGarden')],
    ['deliverGarden', 404, of('none')],
    ['renewGarden', 200, of('subscribeGarden', { body: one, ...once(renewal) })],
    ['renewGarden', 422, of('none', { body: one, ...once(renewal) })],
    ['renewGarden', 409, of('subscribeGarden', { body: one, ...once() })],
    ['renewGarden', 404, of('none', { body: one, ...once() })],
    ['cancelGarden', 200, of('subscribeGarden')],
    ['cancelGarden', 404, of('none')],
    ['deliverGarden', 409, of('subscribeGarden')],
  ];
};

const gardenSteps = (here: Ask, of: Of): Step[] => {
  const bins = (uprn: string) => ({ uprn, bins: 1, existingBins: 1, price: 6000 });
  const wish = (uprn: string) => ({ action: 'new', uprn, bins: 1, existingBins: 0 });
  return [
    ['quoteGarden', 409, here({ body: wish('1') })],
    ['putGardenSettings', 200, here({ body: garden })],
    ['putGardenSettings', 409, here({ body: {} })],
    ['quoteGarden', 200, here({ body: wish('1') })],
    ['quoteGarden', 404, here({ body: wish('5') })],
    ['subscribeGarden', 201, here({ body: bins('1'), ...once(subscription) })],
    ['subscribeGarden', 422, here({ body: bins('2'), ...once(subscription) })],
    ['subscribeGarden', 409, here({ body: bins('1'), ...once() })],
    ['subscribeGarden', 404, here({ body: bins('5'), ...once() })],
    ['getGarden', 200, here({ query: 'uprn=1' })],
    ['getGarden', 404, here({ query: 'uprn=5' })],
    ...orderSteps(of),
    ['subscribeGarden', 201, here({ body: bins('2'), ...once() })],
    ['closeCase', 200, of('subscribeGarden', { body: { outcome: 'refused' } })],
    ['cancelGarden', 409, of('subscribeGarden')],
  ];
};

const assistedSteps = (here: Ask, of: Of): Step[] => {
  const help = (uprn: string) => ({ uprn, reason: 'access', location: 'By the side door', declaration: true });
  return [
    ['putAssistedSettings', 200, here({ body: { declaration: 'Nobody can.' } })],
    ['putAssistedSettings', 409, here({ body: {} })],
    ['requestAssistance', 201, here({ body: help('1'), ...once(assistance) })],
    ['requestAssistance', 422, here({ body: help('2'), ...once(assistance) })],
    ['requestAssistance', 409, here({ body: help('1'), ...once() })],
    ['requestAssistance', 404, here({ body: help('5'), ...once() })],
    ['closeCase', 200, of('requestAssistance', { body: { outcome: 'done' } })],
    ['getAssistance', 200, here({ query: 'uprn=1' })],
    ['endAssistance', 200, here({ body: { uprn: '1' } })],
    ['endAssistance', 404, here({ body: { uprn: '1' } })],
  ];
};

export const householdSteps = (council: string, references: References): Step[] => {
  const here: Ask = (wanted) => () => ({ path: { council }, ...wanted });
  const of: Of =
    (id, wanted = {}) =>
    () => ({ ...wanted, path: { council, reference: references[id] ?? 'GW-00000000' } });
  return [...containerSteps(here, of), ...gardenSteps(here, of), ...assistedSteps(here, of)];
};
