/** What functions print: kept whole in a file, and told in a line each on the terminal. */
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';

interface Line {
  readonly type?: string;
  readonly time?: string;
  readonly status?: number;
  readonly operation?: string;
  readonly council?: string;
  readonly milliseconds?: number;
  readonly problem?: string;
  /** That was heard. */
  readonly event?: string;
}

const parse = (text: string): Line | undefined => {
  try {
    return text.startsWith('{') ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
};

const told = ({ time = '', status, operation = '(no operation)', council = '', milliseconds, problem }: Line): string =>
  [time.slice(11, 19), status, operation, council, `${milliseconds} ms`, problem].filter(Boolean).join('  ');

const heard = ({ event = '', council = '', milliseconds }: Line): string =>
  ['Heard', event, council, `${milliseconds} ms`].join('  ');

/** What comes without a call is for the file alone. */
const untold = new Set(['delivery', 'events', 'schedule']);
const lines: Readonly<Record<string, (line: Line) => string>> = { request: told, heard };

export const printer = (folder: string) => {
  const file = createWriteStream(join(folder, 'log.jsonl'), { flags: 'a' });
  return (text: string): void => {
    file.write(`${text}\n`);
    const line = parse(text);
    const { type = '' } = line ?? {};
    if (!untold.has(type)) console.log((line && lines[type]?.(line)) || text);
  };
};
