/** `commons dead-letters`: what a function was given and failed at for good, counted and sent again. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
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
import { outputOf } from '../stores.ts';
import { stackOutputs } from './aws.ts';
import { eventsBetween, timesOf } from './lostEvents.ts';

interface Place {
  readonly queue: string;
  readonly functionName: string;
  /** What publishes its events, and the table that they are in; of a capability with events. */
  readonly publisher: string;
  readonly table: string;
  readonly dynamodb: DynamoDBClient;
  readonly sqs: SQSClient;
  readonly lambda: LambdaClient;
}

/** Throws `CannotDo`. */
const find = async (capability: string): Promise<Place> => {
  const { name, region } = readDeployment();
  const outputs = await stackOutputs(region, `${name}-${capability}`);
  if (!outputs) throw new CannotDo(`The stack ${name}-${capability} is not deployed in ${region}.`);
  const { DeadLettersUrl: queue, FunctionName: functionName = '', PublisherName: publisher = '' } = outputs;
  if (!queue) throw new CannotDo(`${capability} takes no events: it has no dead letters.`);
  const { [outputOf('Table')]: table = '' } = outputs;
  const clients = {
    sqs: new SQSClient({ region }),
    lambda: new LambdaClient({ region }),
    dynamodb: new DynamoDBClient({ region }),
  };
  return { queue, functionName, publisher, table, ...clients };
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

/** Whether the function did it; `answer` is what it said. */
const invoke = async ({ lambda }: Place, FunctionName: string, Payload: string) => {
  const done = await lambda.send(new InvokeCommand({ FunctionName, Payload: Buffer.from(Payload) }));
  return { isDone: !done.FunctionError, answer: Buffer.from(done.Payload ?? []).toString() };
};

const atOnce = 100;

/** In order, and no further than what fails. */
const publishAgain = async (place: Place, times: readonly [number, number]): Promise<boolean> => {
  const events = await eventsBetween(place.dynamodb, place.table, times);
  for (let next = 0; next < events.length; next += atOnce) {
    const Records = events.slice(next, next + atOnce);
    const { isDone, answer } = await invoke(place, place.publisher, JSON.stringify({ Records }));
    if (!isDone || JSON.parse(answer).batchItemFailures.length > 0) return false;
  }
  return true;
};

/** Taken from the queue only when the function has done it: stopped in between, it is done again, which changes nothing. */
const redrive = async (place: Place, { Body = '', ReceiptHandle }: Message): Promise<boolean> => {
  const times = timesOf(Body);
  const isDone = times ? await publishAgain(place, times) : (await invoke(place, place.functionName, Body)).isDone;
  if (isDone) await place.sqs.send(new DeleteMessageCommand({ QueueUrl: place.queue, ReceiptHandle }));
  return isDone;
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
