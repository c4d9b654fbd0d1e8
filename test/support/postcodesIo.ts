/** Asks the paths of postcodes.io as a client does: through the pipeline, by the path below the council. */
import * as z from 'zod/mini';
import type { Areas } from '#functions/areas/areas.ts';
import { postcodesIoOperations } from '#functions/areas/contract/postcodesIo.ts';
import { postcodesIoHandlers } from '#functions/areas/postcodesIo/handlers.ts';
import { router } from '#infra/local/routes.ts';
import { capability, type Operation, problemDetails } from '#shared/contract/index.ts';
import { routeKey } from '#shared/http/operation.ts';
import { serve } from '#shared/http/serve.ts';
import { aPlatform, call } from './pipeline.ts';

const contract = capability({
  name: 'areas',
  title: 'Areas',
  summary: 'For tests.',
  operations: postcodesIoOperations,
});
const byRoute = new Map<string, Operation>(Object.values(postcodesIoOperations).map((one) => [routeKey(one), one]));
const routes = router(new Map([...byRoute.keys()].map((key) => [key, 'areas'])));
const councils = new Map([
  ['marlbeck', { id: 'marlbeck', name: 'Marlbeck District Council', capabilities: ['areas'] }],
]);

export const postcodesIo = (areas: Areas, random = () => 0) => {
  const store = { open: async () => areas };
  const handler = serve(contract, postcodesIoHandlers({ store, random }), { ...aPlatform(), councils });
  return async (method: string, url: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) => {
    const [path = '', query = ''] = url.split('?');
    const { routeKey: route = '', pathParameters: params = {} } = routes(method, `/marlbeck${path}`) ?? {};
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await call(handler, { route, params, query, headers, ...(text !== undefined && { body: text }) });
    const json = JSON.parse(answer.body ?? 'null');
    const { returns, dialect = problemDetails } = byRoute.get(route) ?? {};
    const schema = answer.statusCode === 200 ? (returns?.schema ?? z.never()) : dialect.schema;
    // Parsing leaves out what the contract does not have: what is left has to be everything.
    expect(z.parse(schema, json)).toEqual(json);
    return { status: answer.statusCode, headers: answer.headers, json };
  };
};
