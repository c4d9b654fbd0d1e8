/** Finds the operation by API Gateway's `routeKey`: a map look-up, no path matching. */
import type { Capability, Operation } from '#shared/contract/capability.ts';
import { UnknownOperation } from '#shared/contract/problems.ts';
import type { Step } from './exchange.ts';

export const routeKey = ({ method, path }: Pick<Operation, 'method' | 'path'>): string =>
  path === '$default' ? path : `${method} ${path}`;

export const findOperation = ({ operations }: Capability): Step => {
  const byRoute = new Map(
    Object.entries(operations).map(([id, operation]) => [routeKey(operation), { id, operation }]),
  );
  return {
    before: ({ event: exchange }) => {
      const found = byRoute.get(exchange.event.routeKey);
      if (!found) throw new UnknownOperation(`This function does not serve ${exchange.event.routeKey}.`);
      exchange.operationId = found.id;
      exchange.operation = found.operation;
    },
  };
};
