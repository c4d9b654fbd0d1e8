/** What later steps name of what permits answered. */
import { type Answer, api } from './app.ts';
import type { References } from './walk.ts';

/** Until what follows by itself is so. */
export const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  for (let n = 0; n < 150 && !(await isSo()); n += 1) await new Promise((resolve) => setTimeout(resolve, 100));
};

/** As somebody at the page of GOV.UK Pay. */
export const payByCard = (nextUrl: string): Promise<unknown> =>
  fetch(nextUrl, { method: 'POST', body: new URLSearchParams({ outcome: 'success' }), redirect: 'manual' });

/** By the operation that made it: the field that names it. */
const named: Readonly<Record<string, string>> = {
  ...{ quotePermit: 'quote', applyForPermit: 'application', orderVisitorUnits: 'order', startVisit: 'session' },
  ...{ applyForPass: 'pass', replacePass: 'pass', renewPass: 'pass', makePassBatch: 'batch' },
  ...{ changePermitAddress: 'application', renewPermit: 'application' },
};

/** A payment that was begun for visitors is made; who waits for the place of a permit that was given up is offered it. */
export const keepPermitOf = async (
  council: string,
  id: string,
  { status, json }: Answer,
  references: References,
): Promise<void> => {
  if (status >= 300) return;
  const field = named[id];
  if (field) references[id] = String(json[field]);
  if (id === 'applyForPermit' && references.permit) references.permitBefore = references.permit;
  if (['applyForPermit', 'takePermitOffer'].includes(id)) references.permit = json.permit;
  if (id === 'addPassEvidence') references[id] = json.evidence.at(-1).evidence;
  if (id === 'payVisitorOrder') {
    await payByCard(json.nextUrl);
    const order = `/${council}/permits/visitor-orders/${references.orderVisitorUnits}`;
    await until(async () => (await api('GET', order)).json.status === 'done');
  }
  if (id === 'surrenderPermit') {
    const application = `/${council}/permits/applications/${references.applyForPermit}`;
    await until(async () => (await api('GET', application)).json.status !== 'waiting');
  }
};
