/** `commons keys`: make, list, change and revoke keys. */
import { existsSync, writeFileSync } from 'node:fs';
import { CannotDo } from '../problem.ts';
import { Api, readKey } from './api.ts';

export interface Where {
  readonly council: string;
  readonly endpoint: string;
  readonly keyFile: string;
}

interface Key {
  readonly keyId: string;
  readonly label: string;
  readonly scopes: readonly string[];
  readonly state: string;
  readonly expires: string;
  readonly dailyQuota: number;
  readonly lastUsedAt?: string;
  readonly key?: string;
}

const api = ({ endpoint, keyFile }: Where): Api => new Api({ endpoint, key: readKey(keyFile) });
const path = ({ council }: Where, keyId?: string): string =>
  `/${council}/access/keys${keyId ? `/${encodeURIComponent(keyId)}` : ''}`;

const row = ({ keyId, state, expires, dailyQuota, scopes, label }: Key, ...more: readonly string[]): string => {
  const quota = String(dailyQuota).padStart(9);
  return [keyId, state.padEnd(7), expires.slice(0, 10), quota, ...more, scopes.join(' '), label].join('  ');
};

const use = ({ lastUsedAt }: Key): string =>
  (lastUsedAt ? `used ${lastUsedAt.slice(0, 10)}` : 'not used yet').padEnd(15);

export interface NewKey {
  readonly label: string;
  readonly scope: readonly string[];
  readonly expires?: string;
  readonly quota?: number;
  /** A key of the host, made with AWS credentials instead of a key. */
  readonly admin?: boolean;
  readonly save?: string;
}

const bodyOf = ({ label, scope, expires, quota, admin = false }: NewKey) => ({
  label,
  scopes: admin && scope.length === 0 ? ['*'] : scope,
  host: admin,
  ...(expires && { expires }),
  ...(quota !== undefined && { dailyQuota: quota }),
});

/** Loads the AWS SDK, which is half of what any command takes to start, for this alone. */
const makeAsOperator = async (council: string, body: unknown): Promise<Key> => {
  const { invokeAsOperator } = await import('./aws.ts');
  return invokeAsOperator('POST /{council}/access/keys', council, body);
};

const checkFree = (file: string | undefined): void => {
  if (file && existsSync(file)) throw new CannotDo(`${file} is there already: name another file to save the key in.`);
};

/** Prints the text of a new key, or saves it, readable by its owner alone. */
const handOver = ({ key, keyId, expires }: Key, file: string | undefined): void => {
  if (!key) throw new Error('The answer holds no key.');
  if (file) {
    writeFileSync(file, `${key}\n`, { mode: 0o600 });
    console.log(`Key ${keyId}, valid to ${expires.slice(0, 10)}, is saved in ${file}.`);
    return;
  }
  console.log(key);
  console.error(`Key ${keyId}, valid to ${expires.slice(0, 10)}. Keep it now: it is not shown again.`);
};

export const createKey = async (where: Where, wanted: NewKey): Promise<void> => {
  if (!wanted.admin && wanted.scope.length === 0)
    throw new CannotDo('Say what the key may do, for example --scope addresses:read.');
  checkFree(wanted.save);
  const body = bodyOf(wanted);
  const made = wanted.admin
    ? await makeAsOperator(where.council, body)
    : await api(where).call<Key>('POST', path(where), body);
  handOver(made, wanted.save);
};

export const rotateKey = async (
  where: Where,
  keyId: string,
  { overlap, save }: { readonly overlap?: number; readonly save?: string },
): Promise<void> => {
  checkFree(save);
  const body = overlap === undefined ? {} : { overlapDays: overlap };
  handOver(await api(where).call<Key>('POST', `${path(where, keyId)}/rotate`, body), save);
  const { expires } = await api(where).call<Key>('GET', path(where, keyId));
  console.error(`Key ${keyId} works to ${expires.slice(0, 16).replace('T', ' ')} UTC.`);
};

export const listKeys = async (where: Where): Promise<void> => {
  const keys = await api(where).all<Key>(path(where));
  if (keys.length === 0) console.log('The council has no keys.');
  for (const key of keys) console.log(row(key, use(key)));
};

export const expireKey = async (where: Where, keyId: string, expires: string): Promise<void> => {
  console.log(row(await api(where).call<Key>('PATCH', path(where, keyId), { expires })));
};

export const revokeKey = async (where: Where, keyId: string): Promise<void> => {
  console.log(row(await api(where).call<Key>('DELETE', path(where, keyId))));
};
