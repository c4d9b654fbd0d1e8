/** Asks the paths of postcodes.io as a client does: through the pipeline, by the path below the council. */
import type { Areas } from '#functions/areas/areas.ts';
import { postcodesIoOperations } from '#functions/areas/contract/postcodesIo.ts';
import { postcodesIoHandlers } from '#functions/areas/postcodesIo/handlers.ts';
import { router } from '#infra/local/routes.ts';
import { capability } from '#shared/contract/index.ts';
import { routeKey } from '#shared/http/operation.ts';
import { serve } from '#shared/http/serve.ts';
import { aPlatform, call } from './pipeline.ts';

const contract = capability({
  name: 'areas',
  title: 'Areas',
  summary: 'For tests.',
  operations: postcodesIoOperations,
});
const routes = router(new Map(Object.values(postcodesIoOperations).map((one) => [routeKey(one), 'areas'])));
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
    return { status: answer.statusCode, headers: answer.headers, json: JSON.parse(answer.body ?? 'null') };
  };
};
