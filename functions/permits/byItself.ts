/** What permits do though nobody asks: what follows from events, and what is due. */
import type { Hear } from '#shared/events/hearing.ts';
import { type Attending, attending, sweep as sweepOf } from './applications/sweep.ts';
import type { Assembled } from './assembly.ts';
import { changesDue, hear as hearOfChanges } from './changes/following.ts';
import { hear as hearOfApplications } from './money/hearing.ts';
import { hearPassPayment } from './passes/paying.ts';
import { attendingPasses } from './passes/sweep.ts';
import { paymentHeard, visitorJobs } from './visitors/settling.ts';

/** Each lets be what is another's. */
export const hear =
  (dependencies: Assembled): Hear =>
  async (event) => {
    await hearOfApplications(dependencies)(event);
    await hearOfChanges(dependencies)(event);
    if (event.type !== 'payments.payment.finished') return;
    await paymentHeard(dependencies, event);
    const { subject, payment } = event.data as { readonly subject: string; readonly payment: string };
    await hearPassPayment(dependencies, event.council, { subject, payment });
  };

const attendingVisitors = (dependencies: Assembled): Attending =>
  Object.fromEntries(
    Object.entries(visitorJobs).map(([what, job]) => [
      what,
      (_, __, due) => job(dependencies, { ...due, what: what as keyof typeof visitorJobs }),
    ]),
  );

export const sweep = (dependencies: Assembled) =>
  sweepOf(dependencies, {
    ...attending(dependencies),
    ...changesDue(dependencies),
    ...attendingVisitors(dependencies),
    ...attendingPasses(dependencies),
  });
