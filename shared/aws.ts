/** AWS's JSON services other than DynamoDB, signed by `aws4fetch`: the SDK's client of each is ten times its size. */
import { AwsClient } from 'aws4fetch';
import { environment } from '#shared/environment.ts';

/** One call, given up on after `patience` milliseconds. */
export type Call = (target: string, body: object, patience: number) => Promise<Response>;

/** What takes the place of AWS, by the names that the SDK has for it. */
const endpoints = {
  ssm: 'AWS_ENDPOINT_URL_SSM',
  events: 'AWS_ENDPOINT_URL_EVENTBRIDGE',
  lambda: 'AWS_ENDPOINT_URL_LAMBDA',
} as const;
type Service = keyof typeof endpoints;

const clientOf = (service: Service) => {
  const region = environment('AWS_REGION');
  const client = new AwsClient({
    accessKeyId: environment('AWS_ACCESS_KEY_ID'),
    secretAccessKey: environment('AWS_SECRET_ACCESS_KEY'),
    ...(process.env.AWS_SESSION_TOKEN && { sessionToken: process.env.AWS_SESSION_TOKEN }),
    service,
    region,
    retries: 2,
  });
  const address = process.env[endpoints[service]] ?? `https://${service}.${region}.amazonaws.com/`;
  return { client, address: address.endsWith('/') ? address : `${address}/` };
};

export const signedBy = (service: Service): Call => {
  const { client, address } = clientOf(service);
  return (target, body, patience) =>
    client.fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(patience),
    });
};

/** Signs a POST of a service that has paths, for whoever sends it. */
export const signed = (service: Service) => {
  const { client, address } = clientOf(service);
  return async (path: string, body: string): Promise<{ url: string; init: RequestInit }> => {
    const { url, headers } = await client.sign(`${address}${path}`, { method: 'POST', body });
    return { url, init: { method: 'POST', headers, body } };
  };
};
