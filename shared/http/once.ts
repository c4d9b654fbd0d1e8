/**
 * Runs the handler of an idempotent operation once for each Idempotency-Key (IETF draft-ietf-httpapi-idempotency-key-header):
 * a repeat is answered as the first was, for 24 hours. The answer is written in the handler's own transaction, so a request that
 * breaks anywhere has either happened, with its answer kept, or not happened at all.
 */
import { randomUUID } from 'node:crypto';
import type { Request } from '#shared/contract/capability.ts';
import type { Idempotency, Note } from '#shared/contract/idempotency.ts';
import { Problem, type ProblemOptions, type ProblemType } from '#shared/contract/problem.ts';
import {
  IdempotencyInProgress,
  IdempotencyKeyMissing,
  IdempotencyKeyReused,
  InvalidRequest,
} from '#shared/contract/problems.ts';
import type { Write } from '#shared/dynamodb/expression.ts';
import type { AnswerItem, AnswerStore } from '#shared/idempotency/answers.ts';
import { type Asked, fingerprintOf, placeOf, seal, unseal } from '#shared/idempotency/seal.ts';
import { type Exchange, header } from './exchange.ts';

type Handle = (request: Request) => unknown;

/** A string of RFC 8941, or bare. */
const form = /^(?:"([\w.:-]{16,100})"|([\w.:-]{16,100}))$/;

/** The Idempotency-Key, without quotes. Throws where it is missing or malformed. */
export const keyFrom = ({ event, operation }: Exchange): string | undefined => {
  const given = header(event, 'idempotency-key');
  if (given === undefined) {
    if (operation?.idempotent === true) throw new IdempotencyKeyMissing('The request has no Idempotency-Key header.');
    return undefined;
  }
  const [, quoted, bare] = form.exec(given) ?? [];
  const key = quoted ?? bare;
  if (key) return key;
  const detail = 'must be 16 to 100 letters, digits, dots, colons, hyphens and underscores';
  throw new InvalidRequest(`“Idempotency-Key” ${detail}.`, {
    errors: [{ detail, pointer: '#/Idempotency-Key', in: 'header' }],
  });
};

type Kept =
  | { readonly result: unknown }
  | { readonly problem: { readonly type: ProblemType; readonly detail: string; readonly options: ProblemOptions } };

/** Answers as the first time, or says why that cannot be. */
const repeat = (asked: Asked, fingerprint: string, found: AnswerItem): unknown => {
  if (found.fingerprint !== fingerprint)
    throw new IdempotencyKeyReused('The Idempotency-Key came with another request before.');
  if (found.state === 'processing')
    throw new IdempotencyInProgress('The first request with this key is being worked on.', {
      headers: { 'retry-after': '1' },
    });
  const kept = found.sealed && (unseal(asked, found.sealed) as Kept | undefined);
  if (!kept)
    throw new IdempotencyKeyReused(
      'The request was done before; its answer can be read only with the key that asked for it.',
    );
  if ('result' in kept) return kept.result;
  const { type, detail, options } = kept.problem;
  throw new Problem(type, detail, options);
};

/** A refusal that would be the same again; one that passes must not be kept. */
const isForGood = (error: unknown): error is Problem =>
  error instanceof Problem && !error.type.passes && error.type.status < 500 && error.type.status !== 429;

const keptProblem = ({ type, message, options: { cause: _, ...options } }: Problem): Kept => ({
  problem: { type, detail: message, options },
});

/** Gives the writes to the handler's store, and fails where they were not taken: their answer would be lost. */
const noting = (id: string, writesOf: (answer: unknown) => readonly Write[]) => {
  let done = false;
  const idempotency = {
    request: id,
    answer: async (answer: unknown, write: (note: Note) => Promise<unknown>) => {
      let taken = false;
      await write({
        get writes() {
          taken = true;
          return writesOf(answer);
        },
      });
      if (!taken) throw new Error('An idempotent operation wrote without the note of its answer.');
      done = true;
      return answer;
    },
  } as Idempotency;
  const finished = (result: unknown): unknown => {
    if (!done) throw new Error('An idempotent operation answered without request.idempotency.');
    return result;
  };
  return { idempotency, finished };
};

const plainly = async (request: Request, handle: Handle): Promise<unknown> => {
  const { idempotency, finished } = noting(randomUUID(), () => []);
  return finished(await handle({ ...request, idempotency } as unknown as Request));
};

/** What an attempt that failed has left: nothing, or the answer of whoever wrote it. */
const afterFailure = async (
  error: unknown,
  keep: (kept: Kept) => Promise<AnswerItem | undefined>,
  release: () => Promise<AnswerItem | undefined>,
) => {
  try {
    return await (isForGood(error) ? keep(keptProblem(error)) : release());
  } catch {
    // The database is down: the claim runs out by itself, and the first failure is the one to tell.
    return undefined;
  }
};

export const once =
  (answers: AnswerStore | undefined) =>
  async (exchange: Exchange, handle: Handle): Promise<unknown> => {
    const { operation, operationId = '', caller, token = '' } = exchange;
    const request = exchange.request as Request;
    if (!operation?.idempotent) return handle(request);
    const idempotencyKey = keyFrom(exchange);
    if (idempotencyKey === undefined) return plainly(request, handle);
    if (!answers) throw new Error(`${operationId} is idempotent: serve() needs an AnswerStore.`);

    const { council, params, query, body } = request;
    const asked = { council, keyId: caller?.keyId ?? 'public', operation: operationId, idempotencyKey, token };
    const fingerprint = fingerprintOf(asked, { params, query, body });
    const claim = { place: placeOf(asked), claim: randomUUID(), fingerprint };
    const found = await answers.take(claim);
    if (found) return repeat(asked, fingerprint, found);

    const sealed = (kept: Kept) => seal(asked, kept);
    const { idempotency, finished } = noting(claim.place.pk, (result) => [answers.note(claim, sealed({ result }))]);
    try {
      return finished(await handle({ ...request, idempotency } as unknown as Request));
    } catch (error) {
      const there = await afterFailure(
        error,
        (kept) => answers.keep(claim, sealed(kept)),
        () => answers.release(claim),
      );
      if (there) return repeat(asked, fingerprint, there);
      throw error;
    }
  };
