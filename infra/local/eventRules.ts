/** Stands in for the rules of EventBridge's bus: hands events to the functions that hear them, to each in order. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { BusEvent } from './eventBus.ts';
import { type HandOverOptions, handOver } from './handOver.ts';
import type { EventRule } from './resources.ts';

export interface EventRulesOptions extends HandOverOptions {
  readonly rules: readonly EventRule[];
}

export class EventRules {
  readonly #options: EventRulesOptions;
  /** By function, the last that it was given, or waits to be given. */
  readonly #last = new Map<string, Promise<void>>();

  constructor(options: EventRulesOptions) {
    this.#options = options;
  }

  /** Returns before anything is handed over: the bus answers whoever put it there first. */
  take(event: Pick<BusEvent, 'source' | 'detail-type'>): void {
    for (const { source, types, functionName } of this.#options.rules) {
      if (!source.includes(event.source) || !types.includes(event['detail-type'])) continue;
      const before = this.#last.get(functionName) ?? nextTurn();
      this.#last.set(
        functionName,
        before.then(() => handOver(this.#options, functionName, event)),
      );
    }
  }

  /** Resolves when everything that was taken has arrived, or was given up. */
  async settled(): Promise<void> {
    await Promise.all(this.#last.values());
  }
}
