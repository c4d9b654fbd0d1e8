import type { Handlers } from '#shared/contract/capability.ts';
import { MethodNotAllowed, UnknownOperation } from '#shared/contract/problems.ts';
import type { TakenAt } from '#shared/http/cors.ts';
import type { catalogue } from './contract.ts';

export interface Dependencies {
  /** Reads a file that infra put beside the bundle. */
  readonly read: (name: string) => string;
  readonly takenAt: TakenAt;
}

export const once = <T>(make: () => T): (() => T) => {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

export const handlers = ({ read, takenAt }: Dependencies): Handlers<typeof catalogue> => {
  const openApi = once((): { openapi: string } => JSON.parse(read('openapi.json')));
  const documentation = once(() => read('docs.html'));
  const problems = once((): Readonly<Record<string, string>> => JSON.parse(read('problems.json')));
  return {
    getHealth: () => ({ status: 'ok' }),
    getOpenApi: openApi,
    getDocumentation: documentation,
    getProblem: ({ params }) => {
      const page = Object.hasOwn(problems(), params.slug) ? problems()[params.slug] : undefined;
      if (page === undefined) throw new UnknownOperation('There is no such kind of problem here.');
      return page;
    },
    refuse: ({ url }) => {
      const path = url.split('?')[0] ?? '';
      const allowed = [...takenAt(path).keys()];
      if (allowed.length === 0)
        throw new UnknownOperation('No operation has this path. See /docs for those that there are.');
      throw new MethodNotAllowed(`The path takes ${allowed.join(', ')}.`, { headers: { allow: allowed.join(', ') } });
    },
  };
};
