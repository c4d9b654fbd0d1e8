/** District codes of a load, checked against the table of authorities. */
import type { StagingTools } from '#shared/datasets/importer.ts';
import { isPseudo } from '../contract/kinds.ts';
import type { Codes } from '../contract/records.ts';
import type { Authority } from '../contract/tables.ts';
import type { Staging } from './staging.ts';

/** How many records have each code. */
export class Districts {
  readonly #counts = new Map<string, number>();

  add({ district: code = '' }: Codes): void {
    if (code && !isPseudo(code)) this.#counts.set(code, (this.#counts.get(code) ?? 0) + 1);
  }

  /** Warns of each that no authority has. */
  async check(staging: Staging, noun: string, ask: StagingTools['ask']): Promise<void> {
    if (!ask) return;
    const warn = (reason: string, detail: string, reference?: string) =>
      staging.remark({ line: 0, outcome: 'warning', reason, detail, ...(reference && { reference }) });
    const { authorities } = await ask<{ authorities: readonly Authority[] }>('areas/authorities');
    if (authorities.length === 0)
      warn('no-authorities', 'district codes are checked once areas-authorities are loaded');
    const known = new Set(authorities.map(({ gss }) => gss));
    for (const [code, count] of authorities.length === 0 ? [] : this.#counts)
      if (!known.has(code)) warn('district-unknown', `${count} ${noun} have it, and no authority does`, code);
  }
}
