/** `npm run fingerprints`: records what is new among the resources that hold data, unless anything would be lost. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { londonDay } from '#shared/london.ts';
import { runApp } from '../local/synthesis.ts';
import { CannotDo, explained } from '../problem.ts';
import { compare, isLoss, judge } from '../stateful/compare.ts';
import { everything, fingerprintsIn, readRecord, readWaivers, writeRecord } from '../stateful/guard.ts';

const main = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'commons-fingerprints-'));
  try {
    const config = join(folder, 'commons.config.json');
    writeFileSync(config, JSON.stringify(everything));
    const assembly = join(folder, 'assembly');
    await runApp(assembly, { COMMONS_CONFIG: config });
    const found = fingerprintsIn(assembly);
    const findings = compare(readRecord(), found);
    const { refused, waived } = judge(findings.filter(isLoss), readWaivers(), londonDay(Date.now()));
    if (refused.length > 0)
      throw new CannotDo(`${refused.join('\n')}\n\nNothing was recorded. See docs/handbook/data-guard.md.`);
    writeRecord(found);
    for (const line of waived) console.log(line);
    for (const { resource, detail } of findings.filter((one) => !isLoss(one))) console.log(`${resource}: ${detail}`);
    console.log(
      findings.length > 0
        ? 'Recorded in infra/stateful/fingerprints.json: commit it.'
        : 'Everything is recorded already.',
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

main().catch((error: unknown) => {
  console.error(explained(error));
  process.exitCode = 1;
});
