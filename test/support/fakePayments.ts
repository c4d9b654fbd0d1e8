/** Payments as a card service makes them, in memory: with a payer who pays or not, and calls that break before or after they are done. */
import type { Begun, Payments } from '#functions/permits/money/ports.ts';
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

/** What the service knows, and what is asked of it, without faults. */
const service = (made: Made[], isConnected: () => boolean) => {
  const answers = new Map<string, string>();
  const find = (payment: string) => made.find((one) => one.payment === payment);
  const isLive = ({ status, refunded, amount }: Made) => status !== 'failed' && refunded < amount;
  return {
    find,
    begin: (subject: string, amount: number, key: string): Begun => {
      if (!isConnected()) return 'not_connected';
      const there = answers.get(key);
      if (there) return { payment: there };
      const before = made.find((one) => one.subject === subject && isLive(one));
      if (before) return { before: before.payment };
      const payment = `PY-${String(made.length + 1).padStart(12, '0')}`;
      made.push({ payment, subject, amount, status: 'under_way', refunded: 0 });
      answers.set(key, payment);
      return { payment, nextUrl: `https://pay.example/${payment}` };
    },
    refund: (payment: string, amount: number, key: string): string | undefined => {
      const one = find(payment);
      if (answers.has(key)) return answers.get(key);
      if (one?.status !== 'success' || one.refunded + amount > one.amount) return undefined;
      one.refunded += amount;
      answers.set(key, `RF-${key}`);
      return `RF-${key}`;
    },
  };
};

export const fakePayments = (): FakePayments => {
  const made: Made[] = [];
  let fails = (): 'before' | 'after' | undefined => undefined;
  const call = async <T>(run: () => T): Promise<T> => {
    const fault = fails();
    if (fault === 'before') throw down(true);
    const answer = run();
    await new Promise((resolve) => setImmediate(resolve));
    if (fault === 'after') throw down(false);
    return answer;
  };
  const { find, begin, refund } = service(made, () => fake.connected);
  const isUnderWay = (payment: string) => find(payment)?.status === 'under_way';
  const fake: FakePayments = {
    ...{ made, connected: true },
    end: (payment, status) => {
      const one = find(payment);
      if (one && isUnderWay(payment)) one.status = status;
    },
    breaking: (share, random) => {
      fails = () => (random() < share ? (random() < 0.5 ? 'before' : 'after') : undefined);
    },
    begin: (_, { subject, amount, key }) => call(() => begin(subject, amount, key)),
    resume: (_, payment) => call(() => (isUnderWay(payment) ? `https://pay.example/${payment}` : undefined)),
    find: (_, payment) =>
      call(() => {
        const one = find(payment);
        return one && { payment, amount: one.amount, status: one.status };
      }),
    refund: (_, payment, { amount, key }) => call(() => refund(payment, amount, key)),
  };
  return fake;
};
