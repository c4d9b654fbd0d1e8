/** Passes of theirs, one with its card ordered. */
import { asking, issuePasses, passFor } from '../permitThings.ts';
import { type Belongings, ours, secret, theirs } from './belongings.ts';
import { email } from './permits.ts';

const { uprn, thing } = secret;

const ask = asking(theirs);
const applied = (name: string) => passFor(ask, { uprn, name, email });

export const theirPasses = async (): Promise<Belongings> => {
  await issuePasses(ask, thing);
  await issuePasses(asking(ours), 'Ours');
  const { pass: first } = await applied(`${thing} one`);
  await ask('POST', `passes/${first}/decisions`, { decision: 'approve' });
  const { batch } = await ask('POST', 'pass-batches');
  await applied(`${thing} two`);
  const { pass, evidence } = await applied(`${thing} three`);
  return {
    ids: { pass, evidence, batch: String(batch) },
    own: { getPassPhoto: { pass: first } },
    state: [`permits/passes/${pass}`, `permits/passes/${first}`],
    questions: { getPassSettings: [{}], listPasses: [{}] },
    paged: { listPasses: 'limit=1' },
    bodies: { decidePass: { decision: 'approve' } },
  };
};
