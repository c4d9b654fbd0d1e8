/** What the command line does in the host's AWS account, with the operator's own credentials. */
import { CloudFormationClient, DescribeStacksCommand, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { readDeployment } from '../config.ts';
import { CannotDo } from '../problem.ts';

export interface Identity {
  readonly account: string;
  readonly arn: string;
}

/** Throws `CannotDo` without usable credentials. */
export const whoAmI = async (region: string): Promise<Identity> => {
  try {
    const { Account = '', Arn = '' } = await new STSClient({ region }).send(new GetCallerIdentityCommand({}));
    return { account: Account, arn: Arn };
  } catch (error) {
    throw new CannotDo(
      `There are no AWS credentials that work (${(error as Error).message}). Sign in first, for example with “aws sso login”.`,
    );
  }
};

/** Outputs of a stack by name; `undefined` when there is no such stack. */
export const stackOutputs = async (
  region: string,
  stack: string,
): Promise<Readonly<Record<string, string>> | undefined> => {
  try {
    const { Stacks = [] } = await new CloudFormationClient({ region }).send(
      new DescribeStacksCommand({ StackName: stack }),
    );
    return Object.fromEntries(
      (Stacks[0]?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
    );
  } catch (error) {
    if (error instanceof Error && /does not exist/.test(error.message)) return undefined;
    throw error;
  }
};

/** The template that a stack was last deployed with; `undefined` when there is no such stack. */
export const deployedTemplate = async <T>(region: string, stack: string): Promise<T | undefined> => {
  try {
    const { TemplateBody } = await new CloudFormationClient({ region }).send(
      new GetTemplateCommand({ StackName: stack }),
    );
    return TemplateBody ? JSON.parse(TemplateBody) : undefined;
  } catch (error) {
    if (error instanceof Error && /does not exist/.test(error.message)) return undefined;
    throw error;
  }
};

/** Calls an operation by invoking its function. Whoever may invoke it is an operator: the function asks for no key. */
export const invokeAsOperator = async <T>(route: string, council: string, body: unknown): Promise<T> => {
  const { name, region } = readDeployment();
  const { arn } = await whoAmI(region);
  const outputs = await stackOutputs(region, `${name}-access`);
  if (!outputs?.FunctionName)
    throw new CannotDo(`The stack ${name}-access is not deployed in ${region}. Deploy first: npm run deploy.`);
  const event = operatorEvent(route, council, body, arn);
  const command = new InvokeCommand({
    FunctionName: outputs.FunctionName,
    Payload: Buffer.from(JSON.stringify(event)),
  });
  const { Payload, FunctionError } = await new LambdaClient({ region }).send(command);
  const answer: { statusCode?: number; body?: string } = JSON.parse(Buffer.from(Payload ?? []).toString() || '{}');
  if (FunctionError || !answer.body) throw new Error(`The function failed: ${FunctionError ?? 'no answer'}.`);
  const content = JSON.parse(answer.body);
  if ((answer.statusCode ?? 500) >= 300) throw new CannotDo(`${content.title}: ${content.detail}`);
  return content;
};

/** An event as API Gateway would send it for a route with IAM authorisation. */
export const operatorEvent = (route: string, council: string, body: unknown, arn: string) => {
  const [method = '', template = ''] = route.split(' ');
  const path = template.replace('{council}', council);
  return {
    version: '2.0',
    routeKey: route,
    rawPath: path,
    rawQueryString: '',
    // The SDK sends the same event again when an answer is lost: it must not make two keys.
    headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    pathParameters: { council },
    requestContext: {
      domainName: 'operator.invalid',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '', userAgent: 'commons' },
      requestId: crypto.randomUUID(),
      routeKey: route,
      stage: '$default',
      timeEpoch: Date.now(),
      authorizer: { iam: { userArn: arn } },
    },
    body: JSON.stringify(body),
    isBase64Encoded: false,
  };
};
