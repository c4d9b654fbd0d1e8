/** What is heard: payments and refunds that have ended, and what follows from this capability's own changes. */
import type { Hear } from '#shared/events/hearing.ts';
import { type FollowDependencies, follow } from '../applications/following.ts';
import { ApplicationNotFound } from '../contract/fields.ts';
import { applicationIn, refundHeard, type SettleDependencies, settle } from './settling.ts';

type Dependencies = SettleDependencies & FollowDependencies;
type Data = Readonly<Record<string, string>>;

const heard: Readonly<Record<string, (dependencies: Dependencies, council: string, data: Data) => Promise<unknown>>> = {
  'permits.application.changed': (dependencies, council, { application = '' }) =>
    follow(dependencies, council, application),
  'payments.payment.finished': async (dependencies, council, { subject = '', payment = '' }) => {
    const application = applicationIn(subject);
    if (!application) return;
    await settle(dependencies, council, application, payment);
    await follow(dependencies, council, application);
  },
  'payments.refund.finished': async (dependencies, council, { subject = '', refund = '', status }) => {
    const application = applicationIn(subject);
    if (application && status === 'error') await refundHeard(dependencies, council, application, refund);
  },
};

/** What is about another's application, or one that is not kept any more, is let be. */
export const hear =
  (dependencies: Dependencies): Hear =>
  async ({ type, council, data }) => {
    try {
      await heard[type]?.(dependencies, council, data as Data);
    } catch (error) {
      if (!(error instanceof ApplicationNotFound)) throw error;
    }
  };
