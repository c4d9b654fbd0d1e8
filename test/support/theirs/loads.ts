/** Loads of a dataset, as long as it takes for remarks to be paged. */
import { api } from '../app.ts';

/** Versions of one council: `count` of them, the last one live. */
export const loadAll = async (
  datasets: string,
  count: number,
  fingerprint: string,
  records: Readonly<Record<string, readonly object[]>>,
): Promise<void> => {
  for (let version = 1; version <= count; version += 1) {
    const given = version === count ? fingerprint : String(version).repeat(64);
    await api('POST', datasets, { body: { fingerprint: given, format: 'test' } });
    for (let batch = 0; batch < 12; batch += 1) {
      const remarks = [{ line: batch, outcome: 'warning', reason: 'odd', detail: `${datasets} ${fingerprint}` }];
      await api('PUT', `${datasets}/${version}/batches/${batch}`, {
        body: { ...(batch === 0 && records), remarks },
      });
    }
    await api('POST', `${datasets}/${version}/finish`, { body: { batches: 12 } });
    await api('POST', `${datasets}/${version}/publish`, { body: { because: 'A test' } });
  }
};
