/** What was uploaded, in pieces: an item takes 400 KB. Written before the evidence is, and unseen without it. */
import type { Key } from '#shared/dynamodb/expression.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import type { Keeping } from '#shared/retention.ts';
import { passPk } from './items.ts';

const pieceBytes = 350_000;

/** What a file begins with, whatever it is called. */
const beginnings = {
  'image/jpeg': /^ffd8ff/,
  'image/png': /^89504e470d0a1a0a/,
  'image/heic': /^.{8}66747970/,
  'application/pdf': /^255044462d/,
} as const;
export type MediaType = keyof typeof beginnings;
export const isOfType = (bytes: Uint8Array, mediaType: MediaType): boolean =>
  beginnings[mediaType].test(Buffer.from(bytes.subarray(0, 16)).toString('hex'));

export interface PassFiles {
  put(council: string, pass: string, evidence: string, bytes: Uint8Array, at: number): Promise<void>;
  get(council: string, pass: string, evidence: string): Promise<Uint8Array | undefined>;
  remove(council: string, pass: string, evidence: string): Promise<void>;
}

export const passFiles = ({ table, keep }: { readonly table: Table; readonly keep: Keeping }): PassFiles => {
  const place = (council: string, pass: string, evidence: string) => ({
    pk: passPk(council, pass),
    prefix: `FILE#${evidence}#`,
  });
  return {
    put: async (council, pass, evidence, bytes, at) => {
      const { pk, prefix } = place(council, pass, evidence);
      const expiresAt = keep.until(council, at);
      // One at a time: a batch takes 16 MB, but more than one is slow on a phone's worth of memory.
      for (let n = 0; n * pieceBytes < bytes.length; n += 1) {
        const data = bytes.subarray(n * pieceBytes, (n + 1) * pieceBytes);
        await table.put({
          pk,
          sk: `${prefix}${String(n).padStart(3, '0')}`,
          type: 'permits-pass-file',
          data,
          expiresAt,
        });
      }
    },
    get: async (council, pass, evidence) => {
      const items = await table.queryAll({ ...place(council, pass, evidence), consistent: true });
      if (items.length === 0 || items.some((item) => keep.isOver(item))) return undefined;
      return Buffer.concat(items.map(({ data }) => data as Uint8Array));
    },
    remove: async (council, pass, evidence) => {
      const items = await table.queryAll({
        ...place(council, pass, evidence),
        project: ['pk', 'sk'],
        consistent: true,
      });
      await table.writeMany({ removes: items.map(({ pk, sk }): Key => ({ pk: String(pk), sk: String(sk) })) });
    },
  };
};
