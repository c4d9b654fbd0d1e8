/** What later steps name of what permits answered. */
import { type Answer, api } from './app.ts';
import type { References } from './walk.ts';

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** As somebody at the page of GOV.UK Pay; until the council knows of it. */
export const paidByCard = async (nextUrl: string, isKnown: () => Promise<boolean>): Promise<void> => {
  await fetch(nextUrl, { method: 'POST', body: new URLSearchParams({ outcome: 'success' }), redirect: 'manual' });
  for (let n = 0; n < 100 && !(await isKnown()); n += 1) await pause(100);
};

/** By the operation that made it: the field that names it. */
const named: Readonly<Record<string, string>> = {
  ...{ quotePermit: 'quote', applyForPermit: 'application', orderVisitorUnits: 'order', startVisit: 'session' },
  ...{ applyForPass: 'pass', replacePass: 'pass', renewPass: 'pass', makePassBatch: 'batch' },
};

/** A payment that was begun for visitors is made. */
export const keepPermitOf = async (
  council: string,
  id: string,
  { status, json }: Answer,
  references: References,
): Promise<void> => {
  if (status >= 300) return;
  const field = named[id];
  if (field) references[id] = String(json[field]);
  if (id === 'applyForPermit') references.permit = json.permit;
  if (id === 'addPassEvidence') references[id] = json.evidence.at(-1).evidence;
  if (id !== 'payVisitorOrder') return;
  const path = `/${council}/permits/visitor-orders/${references.orderVisitorUnits}`;
  await paidByCard(json.nextUrl, async () => (await api('GET', path)).json.status === 'done');
};
