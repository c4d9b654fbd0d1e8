/** What a path takes, and by which methods. */
import type { Taken, TakenAt } from '#shared/http/cors.ts';

/** Every path of the deployment, pages for people included; where two match, the later one is the more specific. */
export type Routes = Readonly<Record<string, Readonly<Record<string, Taken>>>>;

const matches = (template: string, path: string): boolean => {
  const [wanted, given] = [template.split('/'), path.split('/')];
  return (
    wanted.length === given.length &&
    wanted.every((part, i) => (part.startsWith('{') ? given[i] !== '' : part === given[i]))
  );
};

/** Methods in capitals, as for `Allow`; none when there is nothing at the path. */
export const finder =
  (routes: () => Routes): TakenAt =>
  (path) =>
    new Map(
      Object.entries(routes())
        .filter(([template]) => matches(template, path))
        .flatMap(([, methods]) => Object.entries(methods)),
    );
