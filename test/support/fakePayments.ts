/** Payments as a card service makes them, in memory: with a payer who pays or not, and calls that break before or after they are done. */
import type { Payments } from '#functions/permits/money/ports.ts';
import { Down } from '#shared/outbound.ts';

interface Made {
  readonly payment: string;
  readonly subject: string;
  readonly amount: number;
  status: 'under_way' | 'success' | 'failed';
  refunded: number;
}

export interface FakePayments extends Payments {
  readonly made: readonly Made[];
  /** What the payer does; nothing when it has ended. */
  end(payment: string, status: 'success' | 'failed'): void;
  /** `share`: of the calls that break. */
  breaking(share: number, random: () => number): void;
  connected: boolean;
}

const down = (unsent: boolean) => new Down('injected', 1, { unsent });

export const fakePayments = (): FakePayments => {
  const made: Made[] = [];
  const answers = new Map<string, unknown>();
  let fails = (): 'before' | 'after' | undefined => undefined;
  /** Done once for each key. */
  const call = async <T>(key: string | undefined, run: () => T): Promise<T> => {
    const fault = fails();
    if (fault === 'before') throw down(true);
    const answer = key !== undefined && answers.has(key) ? (answers.get(key) as T) : run();
    if (key !== undefined) answers.set(key, answer);
    await new Promise((resolve) => setImmediate(resolve));
    if (fault === 'after') throw down(false);
    return answer;
  };
  const find = (payment: string) => made.find((one) => one.payment === payment);
  const live = ({ status, refunded, amount }: Made) => status !== 'failed' && refunded < amount;
  const fake: FakePayments = {
    ...{ made, connected: true },
    end: (payment, status) => {
      const one = find(payment);
      if (one?.status === 'under_way') one.status = status;
    },
    breaking: (share, random) => {
      fails = () => (random() < share ? (random() < 0.5 ? 'before' : 'after') : undefined);
    },
    begin: (_, { subject, amount, key }) =>
      call(undefined, () => {
        if (!fake.connected) return 'not_connected' as const;
        const there = answers.get(key) as Made | undefined;
        if (there) return { payment: there.payment };
        const before = made.find((one) => one.subject === subject && live(one));
        if (before) return { before: before.payment };
        const payment = `PY-${String(made.length + 1).padStart(12, '0')}`;
        const one: Made = { payment, subject, amount, status: 'under_way', refunded: 0 };
        made.push(one);
        answers.set(key, one);
        return { payment, nextUrl: `https://pay.example/${payment}` };
      }),
    resume: (_, payment) =>
      call(undefined, () => (find(payment)?.status === 'under_way' ? `https://pay.example/${payment}` : undefined)),
    find: (_, payment) =>
      call(undefined, () => {
        const one = find(payment);
        return one && { payment, amount: one.amount, status: one.status };
      }),
    refund: (_, payment, { amount, key }) =>
      call(key, () => {
        const one = find(payment);
        if (one?.status !== 'success' || one.refunded + amount > one.amount) return undefined;
        one.refunded += amount;
        return `RF-${key}`;
      }),
  };
  return fake;
};
