/** Ways to say steps. */
import { randomUUID } from 'node:crypto';
import type { Step, Wanted } from './walk.ts';

/** What is asked once it is known: later steps name what earlier ones made. */
export type Asked = () => Wanted;

export const once = (): Pick<Wanted, 'headers'> => ({ headers: { 'idempotency-key': randomUUID() } });

/** An idempotent operation: done, and then asked something else with the same key. */
export const onlyOnce = (id: string, status: 200 | 201, asked: Asked, other: Wanted): Step[] => {
  const key = once();
  return [
    [id, status, () => ({ ...asked(), ...key })],
    [id, 422, () => ({ ...asked(), ...other, ...key })],
  ];
};

/** The same operations, each with an answer, of one thing. */
export const each = (status: number, asked: Asked, operations: Readonly<Record<string, unknown>>): Step[] =>
  Object.entries(operations).map(([id, body]) => [
    id,
    status,
    () => ({ ...asked(), ...(body !== undefined && { body }), ...once() }),
  ]);
