/** Calls a served contract as API Gateway would, with everything outside it replaced. */
import type { Context } from 'aws-lambda';
import type { KeyRecord } from '#shared/access/keys.ts';
import { signedIn } from '#shared/access/signIn.ts';
import { hashToken, mintToken } from '#shared/access/token.ts';
import type { Council } from '#shared/contract/capability.ts';
import type { Event, Response } from '#shared/http/exchange.ts';
import type { Platform } from '#shared/http/platform.ts';

export interface Call {
  readonly route: string;
  /** Those of the route unless told. */
  readonly method?: string;
  readonly path?: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
  readonly operator?: string;
}

export const anEvent = ({
  route,
  params = {},
  query = '',
  headers = {},
  body,
  isBase64Encoded = false,
  operator,
  ...given
}: Call): Event => {
  const [ofRoute = '$default', template = '/nowhere'] = route.split(' ');
  const filled = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const { method = ofRoute, path = filled } = given;
  return {
    version: '2.0',
    routeKey: route,
    rawPath: path,
    rawQueryString: query,
    headers,
    pathParameters: params,
    isBase64Encoded,
    ...(body !== undefined && { body }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'test',
      domainName: 'api.test',
      domainPrefix: 'api',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test' },
      requestId: 'gateway-request-1',
      routeKey: route,
      stage: '$default',
      time: '',
      timeEpoch: 0,
      ...(operator && { authorizer: { iam: { userArn: operator } } }),
    },
  };
};

export const call = (
  handler: (event: Event, context: Context) => Promise<Response>,
  request: Call,
): Promise<Response> => handler(anEvent(request), {} as Context);

export const now = Date.parse('2026-11-23T09:30:00Z');

export const aKey = (
  overrides: Partial<KeyRecord> = {},
): { record: KeyRecord; token: string; headers: { authorization: string } } => {
  const { keyId, token } = mintToken();
  const record: KeyRecord = {
    keyId,
    council: 'marlbeck',
    label: 'test',
    scopes: ['things:read'],
    hash: hashToken(token),
    dailyQuota: 1000,
    createdAt: '2026-01-01T00:00:00.000Z',
    createdBy: 'test',
    expires: '2027-01-01T00:00:00.000Z',
    ...overrides,
  };
  return { record, token, headers: { authorization: `Bearer ${token}` } };
};

export const councils = new Map<string, Council>([
  ['marlbeck', { id: 'marlbeck', name: 'Marlbeck District Council', capabilities: ['things', 'addresses', 'waste'] }],
  ['pellwick', { id: 'pellwick', name: 'Pellwick Borough Council', capabilities: ['things', 'addresses', 'waste'] }],
  ['thornmoor', { id: 'thornmoor', name: 'Thornmoor Council', capabilities: [] }],
]);

export interface FakePlatform extends Platform {
  readonly lines: Readonly<Record<string, unknown>>[];
}

/** A platform with these keys; its quota counts exactly. */
export const aPlatform = (...records: KeyRecord[]): FakePlatform => {
  const lines: Readonly<Record<string, unknown>>[] = [];
  const used = new Map<string, number>();
  return {
    clock: () => now,
    memory: 512,
    retention: {},
    relay: async () => {
      throw new Error('Nothing is bound.');
    },
    councils,
    allowedOrigins: [],
    keys: { find: async (keyId) => records.find((record) => record.keyId === keyId) },
    people: signedIn(() => now),
    quotas: [
      {
        spend: ({ keyId, dailyQuota }) => {
          used.set(keyId, (used.get(keyId) ?? 0) + 1);
          const policy = 'daily' as const;
          return { policy, limit: dailyQuota, used: used.get(keyId) ?? 0, window: 86_400, secondsLeft: 52_200 };
        },
      },
    ],
    log: (line) => {
      lines.push(line);
    },
    lines,
  };
};
