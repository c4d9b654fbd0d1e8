/** Money and permits add up, whatever breaks and in whatever order things happen. `PERMIT_RUNS` for more than a few. */
import { faultyEngine } from '#test/support/faultyEngine.ts';
import { journeys } from '#test/support/permitJourneys.ts';

const runs = Number(process.env.PERMIT_RUNS ?? 40);
const first = Number(process.env.PERMIT_SEED ?? 1);
const atOnce = 6;

it('charges nobody twice, issues nothing unpaid, keeps no money for nothing, and counts every place', async () => {
  const seeds = Array.from({ length: runs }, (_, n) => first + n).values();
  const seen: Record<string, number> = {};
  const worker = async () => {
    for (const seed of seeds) {
      const { applications, wrong } = await journeys({ seed, households: 3, steps: 12, share: 0.4 });
      expect({ seed, wrong }).toEqual({ seed, wrong: [] });
      for (const { status } of applications) seen[status] = (seen[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  // It would prove little if most came to the same end.
  if (runs >= 40)
    for (const status of ['approved', 'refused', 'withdrawn', 'lapsed']) expect(seen[status]).toBeGreaterThan(5);
});

it('does so when the database breaks, too', async () => {
  for (let seed = first; seed < first + Math.ceil(runs / 13); seed += 1) {
    const engine = await faultyEngine(0.06, seed);
    const calm = () => {
      engine.calm();
    };
    const { wrong } = await journeys({ seed, households: 4, steps: 8, share: 0.3, client: engine.client, calm });
    await engine.stop();
    expect({ seed, wrong }).toEqual({ seed, wrong: [] });
  }
});
