/** What a schema finds wrong with a configuration, a line each with the place. */
import type * as z from 'zod/mini';

const where = (path: readonly PropertyKey[]): string =>
  path.map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i > 0 ? '.' : ''}${String(part)}`)).join('');

/** `at`: where in the file the schema begins. */
export const issueLines = (issues: readonly z.core.$ZodIssue[], at: readonly PropertyKey[] = []): string[] =>
  issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => `${where([...at, ...issue.path, key])}: is not a setting`)
      : [`${where([...at, ...issue.path]) || 'the file'}: ${issue.message}`],
  );
