/** `commons dead-letters`: events that a function failed at, counted and sent again. */
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { readDeployment } from '../config.ts';
import { CannotDo } from '../problem.ts';
import { stackOutputs } from './aws.ts';

interface Place {
  readonly queue: string;
  readonly functionName: string;
  readonly sqs: SQSClient;
  readonly lambda: LambdaClient;
}

/** Throws `CannotDo`. */
const find = async (capability: string): Promise<Place> => {
  const { name, region } = readDeployment();
  const outputs = await stackOutputs(region, `${name}-${capability}`);
  if (!outputs) throw new CannotDo(`The stack ${name}-${capability} is not deployed in ${region}.`);
  const { DeadLettersUrl: queue, FunctionName: functionName = '' } = outputs;
  if (!queue) throw new CannotDo(`${capability} takes no events: it has no dead letters.`);
  return { queue, functionName, sqs: new SQSClient({ region }), lambda: new LambdaClient({ region }) };
};

const countOf = async ({ sqs, queue }: Place): Promise<number> => {
  const command = new GetQueueAttributesCommand({
    QueueUrl: queue,
    AttributeNames: ['ApproximateNumberOfMessages'],
  });
  return Number((await sqs.send(command)).Attributes?.ApproximateNumberOfMessages ?? 0);
};

/** Long enough for the function to be done with it, whatever its time-out. */
const hiddenFor = 120;

const receive = async ({ sqs, queue }: Place): Promise<Message[]> => {
  const wanted = { QueueUrl: queue, MaxNumberOfMessages: 10, VisibilityTimeout: hiddenFor, WaitTimeSeconds: 2 };
  return (await sqs.send(new ReceiveMessageCommand(wanted))).Messages ?? [];
};

/** Taken from the queue only when the function has done it: stopped in between, it is done again, which changes nothing. */
const redrive = async (place: Place, { Body = '', ReceiptHandle }: Message): Promise<boolean> => {
  const { lambda, sqs, queue, functionName } = place;
  const { FunctionError } = await lambda.send(
    new InvokeCommand({ FunctionName: functionName, Payload: Buffer.from(Body) }),
  );
  if (FunctionError) return false;
  await sqs.send(new DeleteMessageCommand({ QueueUrl: queue, ReceiptHandle }));
  return true;
};

/** `true` if none are left, or none were to be sent again. */
export const deadLetters = async (capability: string, options: { readonly redrive?: boolean }): Promise<boolean> => {
  const place = await find(capability);
  const count = await countOf(place);
  console.log(`${capability} has about ${count} dead letters.`);
  if (!options.redrive) return true;
  let [done, failed] = [0, 0];
  for (let letters = await receive(place); letters.length > 0; letters = await receive(place)) {
    for (const letter of letters) {
      if (await redrive(place, letter)) done += 1;
      else failed += 1;
    }
    console.log(`${done} sent again, ${failed} failed again.`);
  }
  if (failed > 0) console.log(`The log of ${capability} says why. They are kept; try again when that is put right.`);
  return failed === 0;
};
