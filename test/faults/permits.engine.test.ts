/** Nobody pays twice, nothing is issued unpaid and no money is kept for nothing, whatever breaks between a resident and GOV.UK Pay. */
import { type Outcome, wholeJourneys } from '#test/support/wholeJourneys.ts';

/** `PERMIT_RUNS=1000` for the long proof; `PERMIT_SEED` to begin at another. */
const runs = Number(process.env.PERMIT_RUNS ?? 8);
const first = Number(process.env.PERMIT_SEED ?? 1);
const residents = 4;
const atOnce = 4;

it('keeps money and permits in step over whole journeys with faults at every call', async () => {
  const seeds = Array.from({ length: Math.ceil(runs / residents) }, (_, n) => first + n).values();
  const all: Outcome[] = [];
  const worker = async () => {
    for (const seed of seeds) {
      const databaseShare = seed % 3 === 0 ? 0.08 : 0;
      const outcome = await wholeJourneys({ seed, residents, steps: 24, share: 0.3, databaseShare });
      expect({ seed, wrong: outcome.wrong }).toEqual({ seed, wrong: [] });
      all.push(outcome);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const count = (value: (one: Outcome) => number) => all.reduce((sum, one) => sum + value(one), 0);
  const statuses = all.flatMap((one) => one.statuses);
  const by = Object.fromEntries([...new Set(statuses)].map((one) => [one, statuses.filter((s) => s === one).length]));
  console.log(
    `${statuses.length} journeys: ${JSON.stringify(by)}; ${count((one) => one.injected)} faults, ${count((one) => one.payments)} payments, ${count((one) => one.refunds)} refunds.`,
  );
  // Changes of permits have applications of their own.
  expect(statuses.length).toBeGreaterThanOrEqual(runs);
}, 3_600_000);
