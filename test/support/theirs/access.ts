/** Keys of theirs. */
import { api } from '../app.ts';
import { type Belongings, secret, theirs } from './belongings.ts';

export const theirKeys = async (): Promise<Belongings> => {
  let keyId = '';
  for (const label of [secret.label, 'Another']) {
    const body = { label, scopes: ['addresses:read'], dailyQuota: Number(secret.quota) };
    ({ keyId } = (await api('POST', `/${theirs}/access/keys`, { body })).json);
  }
  return {
    ids: { keyId },
    state: ['access/keys'],
    questions: { listKeys: [{}], listAudit: [{}] },
    paged: { listKeys: 'limit=1', listAudit: 'limit=1' },
  };
};
