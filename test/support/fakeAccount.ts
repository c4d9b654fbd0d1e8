/** The part of an AWS account that `commons restore` talks to, over HTTP, behaving as AWS documents it. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AwsError, FakeTables } from './fakeTables.ts';

const xml = (action: string, result: string): string =>
  `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`;

export class FakeAccount {
  readonly dynamodb = new FakeTables();
  /** Outputs by stack. */
  readonly stacks = new Map<string, Record<string, string>>();
  hasCredentials = true;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer(async (request, response) => {
      const [status, body] = this.#answer(request, Buffer.concat(await request.toArray()).toString());
      response.writeHead(status).end(body);
    });
  }

  static async start(): Promise<FakeAccount> {
    const account = new FakeAccount();
    account.#server.listen(0, '127.0.0.1');
    await once(account.#server, 'listening');
    return account;
  }

  /** For whoever is to use this account. */
  get environment(): Readonly<Record<string, string>> {
    const url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    const services = ['DYNAMODB', 'CLOUDFORMATION', 'STS'].map((name) => [`AWS_ENDPOINT_URL_${name}`, url]);
    return {
      ...Object.fromEntries(services),
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_MAX_ATTEMPTS: '1',
    };
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #answer({ headers }: IncomingMessage, body: string): [number, string] {
    const operation = String(headers['x-amz-target'] ?? '').split('.')[1];
    try {
      if (!operation) return [200, this.#query(new URLSearchParams(body))];
      return [200, JSON.stringify(this.dynamodb.perform(operation, JSON.parse(body)))];
    } catch (error) {
      const { name, message } = error as Error;
      if (operation) return [400, JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message })];
      return [
        400,
        `<ErrorResponse><Error><Type>Sender</Type><Code>${name}</Code><Message>${message}</Message></Error></ErrorResponse>`,
      ];
    }
  }

  #query(form: URLSearchParams): string {
    const action = form.get('Action') ?? '';
    if (action === 'GetCallerIdentity') {
      if (!this.hasCredentials) throw new AwsError('ExpiredToken', 'The security token is expired');
      return xml(action, '<Account>123456789012</Account><Arn>arn:aws:iam::123456789012:user/operator</Arn>');
    }
    const name = form.get('StackName') ?? '';
    const outputs = this.stacks.get(name);
    if (!outputs) throw new AwsError('ValidationError', `Stack with id ${name} does not exist`);
    const members = Object.entries(outputs).map(
      ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
    );
    return xml(action, `<Stacks><member><Outputs>${members.join('')}</Outputs></member></Stacks>`);
  }
}
