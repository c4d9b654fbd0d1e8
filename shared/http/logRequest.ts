/**
 * One wide line per request. It is the meter too: the `usage` capability counts from it. No path, query, body or address of a
 * caller is ever in it, because paths hold UPRNs.
 */
import { randomUUID } from 'node:crypto';
import { type Exchange, type Response, traceOf } from './exchange.ts';
import type { Platform } from './platform.ts';

/**
 * Numbers the lines of this warm function from 1: log delivery may repeat, regroup and reorder lines, and by its number each is
 * counted once whatever happens.
 */
export const requestLog = ({ clock, log, memory }: Platform, capability: string) => {
  const warmFunction = randomUUID().slice(0, 13);
  let sequence = 0;
  return (exchange: Exchange, response: Response): void => {
    const { event, requestId, startedAt, operationId, council, caller, problem, meter } = exchange;
    const trace = traceOf(event);
    sequence += 1;
    log({
      type: 'request',
      time: new Date(startedAt).toISOString(),
      requestId,
      ...(trace && { traceparent: trace }),
      capability,
      operation: operationId,
      council: council?.id,
      keyId: caller?.keyId,
      status: response.statusCode,
      problem,
      relayed: exchange.relayed,
      milliseconds: Math.max(0, Math.round(clock() - startedAt)),
      readUnits: meter.readUnits,
      writeUnits: meter.writeUnits,
      roundTrips: meter.roundTrips,
      memory,
      cold: sequence === 1,
      warmFunction,
      sequence,
    });
  };
};
