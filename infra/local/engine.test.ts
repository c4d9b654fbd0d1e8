import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { startEngine } from './engine.ts';

it('finds the number of the next stream record without reading all that there are', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'commons-engine-'));
  const file = join(folder, 'data.db');
  const engine = await startEngine(file);
  try {
    const database = new DatabaseSync(file);
    // As the engine asks at every write.
    const question =
      "SELECT COALESCE(MAX(CAST(sequence_number AS INTEGER)), 0) + 1 FROM _stream_records WHERE table_name = 'one'";
    const plan = database.prepare(`EXPLAIN QUERY PLAN ${question}`).all();
    database.close();
    expect(plan).toMatchObject([
      { detail: expect.stringMatching(/^SEARCH .* USING (COVERING )?INDEX commons_streams/) },
    ]);
  } finally {
    await engine.stop();
    rmSync(folder, { recursive: true });
  }
});
