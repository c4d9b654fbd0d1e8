/** API Gateway's payload format 2.0: Node's request in, Lambda's event out, and the function's answer back again. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { account } from './intrinsics.ts';
import type { Match } from './routes.ts';

/** Bodies of these types arrive as text; all others arrive in base64, forms and what has no type among them. */
const textual = /^(text\/|application\/(json|xml|javascript)\s*(;|$))/i;

/** Names in small letters, several values joined by a comma, cookies on their own. */
const headersOf = (request: IncomingMessage): Record<string, string> => {
  const headers: Record<string, string> = {};
  for (const [name, values = []] of Object.entries(request.headersDistinct)) {
    if (name !== 'cookie') headers[name] = values.join(',');
  }
  return headers;
};

const cookiesOf = ({ headers: { cookie } }: IncomingMessage): { cookies?: string[] } =>
  cookie ? { cookies: cookie.split(/; */) } : {};

const queryOf = (query: string): { queryStringParameters?: Record<string, string> } => {
  const given = new URLSearchParams(query);
  const names = [...new Set(given.keys())];
  if (names.length === 0) return {};
  return { queryStringParameters: Object.fromEntries(names.map((name) => [name, given.getAll(name).join(',')])) };
};

const bodyOf = (request: IncomingMessage, body: Buffer): { body?: string; isBase64Encoded: boolean } => {
  if (body.length === 0) return { isBase64Encoded: false };
  const text = textual.test(request.headers['content-type'] ?? '') ? body.toString('utf8') : undefined;
  return text !== undefined && Buffer.from(text).equals(body)
    ? { body: text, isBase64Encoded: false }
    : { body: body.toString('base64'), isBase64Encoded: true };
};

const twoDigits = (value: number): string => String(value).padStart(2, '0');
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** 23/Nov/2026:09:30:00 +0000 */
const commonLogTime = (at: Date): string =>
  `${twoDigits(at.getUTCDate())}/${months[at.getUTCMonth()]}/${at.getUTCFullYear()}:${at.toISOString().slice(11, 19)} +0000`;

export const eventOf = (request: IncomingMessage, match: Match, body: Buffer, requestId: string, now: Date) => {
  const [path = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s);
  const host = request.headers.host ?? 'localhost';
  const hasParameters = Object.keys(match.pathParameters).length > 0;
  return {
    version: '2.0',
    routeKey: match.routeKey,
    rawPath: path,
    rawQueryString: query,
    ...cookiesOf(request),
    headers: {
      ...headersOf(request),
      'x-forwarded-proto': 'http',
      'x-forwarded-for': request.socket.remoteAddress ?? '',
    },
    ...queryOf(query),
    requestContext: {
      accountId: account,
      apiId: 'local',
      domainName: host,
      domainPrefix: host.split('.')[0] ?? '',
      http: {
        method: request.method ?? 'GET',
        path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? '',
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId,
      routeKey: match.routeKey,
      stage: '$default',
      time: commonLogTime(now),
      timeEpoch: now.getTime(),
    },
    ...(hasParameters && { pathParameters: match.pathParameters }),
    ...bodyOf(request, body),
  };
};

interface StructuredResult {
  readonly statusCode?: number;
  readonly headers?: Readonly<Record<string, string | number | boolean>>;
  readonly cookies?: readonly string[];
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

const isStructured = (result: unknown): result is StructuredResult =>
  typeof result === 'object' && result !== null && 'statusCode' in result;

/** Without a `statusCode` the whole result is a JSON body with status 200, as on AWS. */
export const writeResult = (response: ServerResponse, result: unknown): void => {
  const {
    statusCode = 200,
    headers = {},
    cookies = [],
    body,
    isBase64Encoded,
  }: StructuredResult = isStructured(result)
    ? result
    : {
        headers: { 'content-type': 'application/json' },
        body: typeof result === 'string' ? result : JSON.stringify(result),
      };
  response.statusCode = statusCode;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, String(value));
  if (cookies.length > 0) response.setHeader('set-cookie', [...cookies]);
  response.end(isBase64Encoded ? Buffer.from(body ?? '', 'base64') : body);
};
