/**
 * Events that a publisher failed at for good. Lambda keeps when they were written, not what they were; the outbox has them still, and
 * everything in it of that time is published again: subscribers know by the id what they have.
 */
import { type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { outboxType } from '#shared/events/outbox.ts';

interface Lost {
  readonly DDBStreamBatchInfo: {
    readonly approximateArrivalOfFirstRecord: string;
    readonly approximateArrivalOfLastRecord: string;
  };
}

/** The times between which the events of a dead letter were written, in milliseconds; `undefined` if it is of another kind. */
export const timesOf = (letter: string): readonly [from: number, until: number] | undefined => {
  const { DDBStreamBatchInfo: lost } = JSON.parse(letter) as Partial<Lost>;
  if (!lost) return undefined;
  // A transaction can take a while, and clocks differ.
  const margin = 60_000;
  return [
    Date.parse(lost.approximateArrivalOfFirstRecord) - margin,
    Date.parse(lost.approximateArrivalOfLastRecord) + margin,
  ];
};

interface StreamRecord {
  readonly eventName: 'INSERT';
  readonly dynamodb: { readonly SequenceNumber: string; readonly NewImage: { readonly event: { readonly S: string } } };
}

/** What was written to the outbox in that time, in order, as its stream told of it. Reads the whole table. */
export const eventsBetween = async (
  client: DynamoDBClient,
  TableName: string,
  [from, until]: readonly [number, number],
): Promise<StreamRecord[]> => {
  const events: string[] = [];
  let ExclusiveStartKey: ScanCommand['input']['ExclusiveStartKey'];
  do {
    const page = await client.send(
      new ScanCommand({
        TableName,
        ExclusiveStartKey,
        FilterExpression: '#type = :outbox',
        ProjectionExpression: '#event',
        ExpressionAttributeNames: { '#type': 'type', '#event': 'event' },
        ExpressionAttributeValues: { ':outbox': { S: outboxType } },
      }),
    );
    for (const { event } of page.Items ?? []) events.push(event?.S ?? '');
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return events
    .map((text) => ({ text, ...(JSON.parse(text) as { readonly id: string; readonly time: string }) }))
    .filter(({ time }) => Date.parse(time) >= from && Date.parse(time) <= until)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ text }, i) => ({
      eventName: 'INSERT',
      dynamodb: { SequenceNumber: String(i), NewImage: { event: { S: text } } },
    }));
};
