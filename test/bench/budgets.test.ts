import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { functionsFolder } from '#infra/capabilities.ts';
import { bundle } from '#infra/constructs/bundle.ts';
import { bundlesKept } from '#infra/constructs/madeBefore.ts';
import budgets from './budgets.json' with { type: 'json' };
import { inTurn, kilobytes, type Subject } from './processes.ts';
import { buildYardsticks } from './subjects.ts';

const folder = mkdtempSync(join(tmpdir(), 'commons-budgets-'));
afterAll(() => rmSync(folder, { recursive: true }));

const names = readdirSync(functionsFolder);
beforeAll(() =>
  bundle(
    names.map((name) => ({ entry: join(functionsFolder, name, 'index.ts'), folder: join(folder, name), assets: {} })),
    bundlesKept,
  ),
);

it.each(names)('keeps the bundle of %s within its budget', (name) => {
  const larger: Readonly<Record<string, number>> = budgets.larger;
  expect(kilobytes({ folder: join(folder, name) })).toBeLessThanOrEqual(larger[name] ?? budgets.bundleKilobytes);
});

/** Least of what was seen: what the work takes when the machine does nothing else. */
const leastImport = async (subjects: readonly Subject[], rounds: number): Promise<number[]> =>
  [...(await inTurn(subjects, rounds)).values()].map((runs) => Math.min(...runs.map((run) => run.import)));

it('keeps what the pipeline adds to the import of a bare handler within its budget', async () => {
  const { bare, pipeline } = await buildYardsticks(folder);
  const environment = { TABLE_NAME: 'none', KEYS_TABLE: 'none', QUOTAS_TABLE: 'none', AWS_REGION: 'eu-west-2' };
  const subjects = [
    { name: 'bare', folder: bare, environment },
    { name: 'pipeline', folder: pipeline, environment },
  ];
  let added = Number.POSITIVE_INFINITY;
  // Other tests run beside it: it gets a few tries to find the machine quiet.
  for (let attempt = 0; attempt < 5 && added > budgets.pipelineImportMilliseconds; attempt += 1) {
    const [least = 0, withPipeline = Number.POSITIVE_INFINITY] = await leastImport(subjects, 6);
    added = withPipeline - least;
  }
  expect(added).toBeLessThanOrEqual(budgets.pipelineImportMilliseconds);
});
