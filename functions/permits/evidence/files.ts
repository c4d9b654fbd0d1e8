/**
 * Uploads, in pieces that fit into items (docs/decisions/0020). They are written before the evidence that tells of them: those of an
 * upload that broke are of none, and go with the others.
 *
 *   <council>#APP#<reference>   FILE#<evidence>#<upload>#<nn>   {bytes}
 */
import { randomUUID } from 'node:crypto';
import type { Item } from '#shared/dynamodb/expression.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import { applicationPk } from '../applications/items.ts';

/** An item holds at most 400 KB. */
const pieceBytes = 350_000;

export interface FileStore {
  /** Its name. */
  put(council: string, application: string, bytes: Uint8Array, expiresAt: number): Promise<string>;
  read(council: string, application: string, file: string): Promise<Uint8Array | undefined>;
  remove(council: string, application: string, file: string): Promise<void>;
  /** Every file of an application. */
  removeAll(council: string, application: string): Promise<void>;
}

const skOf = (file: string, n: number): string => `FILE#${file}#${String(n).padStart(2, '0')}`;

export const fileStore = (table: Table): FileStore => {
  const keysOf = async (council: string, application: string, prefix: string) => {
    const pk = applicationPk(council, application);
    const items = await table.queryAll({ pk, prefix, project: ['pk', 'sk'], consistent: true });
    return items.map(({ sk }) => ({ pk, sk: String(sk) }));
  };
  const removeAt = async (council: string, application: string, prefix: string) =>
    table.writeMany({ removes: await keysOf(council, application, prefix) });
  return {
    put: async (council, application, bytes, expiresAt) => {
      const file = randomUUID();
      const pieces = Math.ceil(bytes.length / pieceBytes);
      const puts = Array.from({ length: pieces }, (_, n): Item => {
        const key = { pk: applicationPk(council, application), sk: skOf(file, n) };
        return { ...key, type: 'permit-file', bytes: bytes.subarray(n * pieceBytes, (n + 1) * pieceBytes), expiresAt };
      });
      await table.writeMany({ puts });
      return file;
    },
    read: async (council, application, file) => {
      const pk = applicationPk(council, application);
      const items = await table.queryAll({ pk, prefix: `FILE#${file}#`, consistent: true });
      return items.length === 0 ? undefined : Buffer.concat(items.map(({ bytes }) => bytes as Uint8Array));
    },
    remove: (council, application, file) => removeAt(council, application, `FILE#${file}#`),
    removeAll: (council, application) => removeAt(council, application, 'FILE#'),
  };
};
