/**
 * Stands in for EventBridge's bus: what is put on it is a line of `events.jsonl` in the data folder, one on the terminal, and told to
 * whom rules lead to.
 */
import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { account } from './intrinsics.ts';
import { type JsonService, startJsonService } from './jsonService.ts';

interface Entry {
  readonly Source: string;
  readonly DetailType: string;
  readonly Detail: string;
  readonly Time: number;
}

/** As a rule of the bus hands it on. */
export type BusEvent = ReturnType<typeof handedOn>;

const handedOn = ({ Source, DetailType, Detail, Time }: Entry, id: string) => ({
  version: '0',
  id,
  'detail-type': DetailType,
  source: Source,
  account,
  time: new Date(Time * 1000).toISOString().replace(/\.\d+/, ''),
  region: 'eu-west-2',
  resources: [],
  detail: JSON.parse(Detail),
});

/** Answers `PutEvents` as AWS does. */
export const startEventBus = (
  dataFolder: string,
  print: (line: string) => void,
  tell: (event: BusEvent) => void,
): Promise<JsonService> =>
  startJsonService((asked) => {
    const { Entries } = asked as { readonly Entries: readonly Entry[] };
    const events = Entries.map((entry) => handedOn(entry, randomUUID()));
    appendFileSync(join(dataFolder, 'events.jsonl'), events.map((event) => `${JSON.stringify(event)}\n`).join(''));
    for (const event of events) {
      const { type, council, subject, id } = event.detail;
      print(`Event  ${type}  ${council}  ${subject}  ${id}`);
      tell(event);
    }
    return { status: 200, body: { FailedEntryCount: 0, Entries: events.map(({ id }) => ({ EventId: id })) } };
  });
