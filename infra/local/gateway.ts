/** Stands in for API Gateway: takes requests, finds their route, calls its function, and refuses what AWS would refuse. */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type LocalFunction, TimedOut } from './localFunction.ts';
import { eventOf, writeResult } from './payload.ts';
import { router } from './routes.ts';

export interface Deployment {
  readonly routes: ReadonlyMap<string, string>;
  readonly functions: ReadonlyMap<string, Pick<LocalFunction, 'invoke'>>;
}

const megabyte = 1024 * 1024;
/** API Gateway's limit, and Lambda's for the whole event. */
const largestBody = 10 * megabyte;
const largestEvent = 6 * megabyte;
/** API Gateway's limit for the request line and the headers together. */
const largestHead = 10_240;

/** What API Gateway itself answers; problem details here, with AWS's own `message` beside them. */
const problem = (status: number, title: string, detail: string, message: string): string =>
  JSON.stringify({ type: 'about:blank', title, status, detail, message });

const refuse = (response: ServerResponse, status: number, title: string, detail: string, message: string): void => {
  response
    .writeHead(status, { 'content-type': 'application/problem+json' })
    .end(problem(status, title, detail, message));
};

/** Refuses what Node could not read as a request, so that there is no response to answer it with. */
const refuseUnread = (error: NodeJS.ErrnoException, socket: Duplex): void => {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const [status, title, detail] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? [431, 'The request line and headers are too long', `API Gateway takes at most ${largestHead} bytes of them.`]
      : [400, 'The request cannot be read', 'It is not HTTP/1.1.'];
  const message = STATUS_CODES[status] ?? '';
  const body = problem(status, title, detail, message);
  const head = ['content-type: application/problem+json', `content-length: ${body.length}`, 'connection: close'];
  socket.end([`HTTP/1.1 ${status} ${message}`, ...head, '', body].join('\r\n'));
};

/** Reads a body to its end, but keeps no more of it than API Gateway would take. */
const readBody = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= largestBody) chunks.push(chunk);
  }
  return length > largestBody ? undefined : Buffer.concat(chunks);
};

type Served = Pick<Deployment, 'functions'> & { readonly match: ReturnType<typeof router> };

const answer = async (
  { functions, match: find }: Served,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const body = await readBody(request);
  if (!body) {
    refuse(
      response,
      413,
      'The body is too large',
      'API Gateway takes at most 10 MB. Send less at a time.',
      'Request Entity Too Large',
    );
    return;
  }
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const match = find(request.method ?? 'GET', path);
  const target = match && functions.get(match.target);
  if (!match || !target) {
    refuse(response, 404, 'There is nothing at this address', 'No route has this path.', 'Not Found');
    return;
  }
  const event = eventOf(request, match, body, randomUUID(), new Date());
  if (JSON.stringify(event).length > largestEvent) {
    refuse(
      response,
      413,
      'The body is too large',
      'Lambda takes at most 6 MB. Send less at a time.',
      'Request Entity Too Large',
    );
    return;
  }
  writeResult(response, await target.invoke(event));
};

const failed = (response: ServerResponse, error: unknown): void => {
  if (response.headersSent) {
    response.destroy();
  } else if (error instanceof URIError) {
    refuse(
      response,
      400,
      'The path cannot be read',
      'A % in the path is not followed by two hexadecimal digits.',
      'Bad Request',
    );
  } else if (error instanceof TimedOut) {
    refuse(response, 504, 'The function took too long', error.message, 'Endpoint request timed out');
  } else {
    refuse(response, 500, 'The function failed', 'Its error is in the log.', 'Internal Server Error');
  }
};

/** Longer than clients keep an idle connection: after Node's 5 seconds they would meet it while it closes. */
const keepAliveTimeout = 65_000;

/** A server that answers 503 until it is given a deployment, and takes a new one at any time. */
export const gateway = (): { server: Server; serve: (deployment: Deployment) => void } => {
  let current: Served | undefined;
  const server = createServer({ maxHeaderSize: largestHead, keepAliveTimeout }, (request, response) => {
    if (!current) {
      request.resume();
      refuse(response, 503, 'Starting', 'The service is starting. Try again in a few seconds.', 'Service Unavailable');
      return;
    }
    answer(current, request, response).catch((error: unknown) => failed(response, error));
  });
  server.on('clientError', refuseUnread);
  return {
    server,
    serve: ({ routes, functions }) => {
      current = { functions, match: router(routes) };
    },
  };
};
