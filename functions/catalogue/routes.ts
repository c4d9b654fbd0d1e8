/** Which methods a path takes. */

/** Every path of the deployment, pages for people included, with its methods in small letters. */
export type Paths = { readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>> };

const matches = (template: string, path: string): boolean => {
  const [wanted, given] = [template.split('/'), path.split('/')];
  return (
    wanted.length === given.length &&
    wanted.every((part, i) => (part.startsWith('{') ? given[i] !== '' : part === given[i]))
  );
};

/** In capitals, for `Allow`; empty when there is nothing at the path. */
export const methodsAt = ({ paths }: Paths, path: string): string[] => [
  ...new Set(
    Object.entries(paths)
      .filter(([template]) => matches(template, path))
      .flatMap(([, methods]) => Object.keys(methods).map((method) => method.toUpperCase())),
  ),
];
