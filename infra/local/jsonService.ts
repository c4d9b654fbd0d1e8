/** Stands in for one of AWS's JSON services: answers what `answer` makes of what was asked. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface JsonService {
  readonly endpoint: string;
  stop(): void;
}

export interface Answer {
  readonly status: 200 | 400 | 404;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

type Answering = (asked: unknown, path: string) => Answer | Promise<Answer>;

export const startJsonService = async (answer: Answering): Promise<JsonService> => {
  const server = createServer(async (request, response) => {
    const send = (status: number, body: unknown, headers = {}) =>
      response
        .writeHead(status, { 'content-type': 'application/x-amz-json-1.1', ...headers })
        .end(JSON.stringify(body));
    try {
      const { status, body, headers } = await answer(JSON.parse(await text(request)), request.url ?? '');
      send(status, body, headers);
    } catch (error) {
      send(500, { __type: 'InternalServerError', message: String(error) });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
};
