/**
 * Beginning a payment. GOV.UK Pay makes a second one whenever it is asked a second time, so what keeps it to one is here: our record
 * comes first and holds the subject; after an answer that was lost the payment is looked for at GOV.UK Pay by our reference.
 */
import type { Request, Result } from '#shared/contract/capability.ts';
import type { Answered, Idempotency } from '#shared/contract/idempotency.ts';
import type { NewPayment } from './contract/input.ts';
import { AlreadyPaid, PaymentInProgress } from './contract/problems.ts';
import type { payments } from './contract.ts';
import { clientOf, type Dependencies, type Looked, look, nextUrlOf, tooMany } from './look.ts';
import type { PayClient, PayCreation, PayPayment } from './pay/client.ts';
import { serviceOf } from './pay/connection.ts';
import { isCertain, later } from './pay/refusals.ts';
import { dueOf, holds, isFinal, type Row, shown } from './record.ts';
import { hashOf } from './references.ts';
import { asSeen } from './truth.ts';

type Create = (typeof payments)['operations']['createPayment'];
type Creation = Answered<Result<Create>>;

const attempts = 5;

const rowOf = (
  { clock, providers, newId }: Dependencies,
  council: string,
  { amount, subject, service, glCode, delayedCapture }: NewPayment,
  request: string,
): Row => {
  const createdAt = new Date(clock()).toISOString();
  const { service: name, glCode: usual, fund } = serviceOf(providers, council, service);
  const code = glCode ?? usual;
  const row: Row = {
    ...{ payment: newId('PY'), subject, service: name, amount, total: amount, status: 'creating' },
    ...{ delayedCapture, refundable: 0, refunds: [], request, createdAt, updatedAt: createdAt, version: 1 },
    ...(code && { glCode: code }),
    ...(fund && { fund }),
  };
  return { ...row, due: dueOf(row, Date.parse(createdAt)) };
};

/** What GOV.UK Pay is told. Its metadata has nothing of a person: finance reads it. */
const bodyOf = (council: string, row: Row, body: NewPayment, token: string): PayCreation => {
  const { name, line1, line2, city, postcode } = body.cardholder ?? {};
  const address = { line1, line2, city, postcode };
  const hasAddress = Object.values(address).some((one) => one !== undefined);
  return {
    ...{ amount: row.amount, reference: row.payment, description: body.description, language: body.language },
    return_url: body.returnUrl.replaceAll('{token}', token),
    delayed_capture: body.delayedCapture,
    ...(body.email && { email: body.email }),
    ...(body.cardholder && {
      prefilled_cardholder_details: {
        ...(name && { cardholder_name: name }),
        ...(hasAddress && { billing_address: address }),
      },
    }),
    metadata: { council, subject: row.subject, ...(row.glCode && { gl_code: row.glCode }) },
  };
};

const unknownOutcome = (cause?: unknown) =>
  later('The council’s payment service did not say whether the payment was begun.', 5, cause);

/** The address for the payer is not kept with the answer: whoever has it could take the payment over. */
const answered = async (
  { row, nextUrl }: Looked,
  idempotency: Idempotency,
  write: Parameters<Idempotency['answer']>[1],
): Promise<Creation> => {
  const answer = await idempotency.answer(shown(row), write);
  return nextUrl ? { ...answer, nextUrl } : answer;
};

/** Throws, with nothing left behind where it is certain that GOV.UK Pay made nothing. */
const asked = async (
  { store }: Dependencies,
  council: string,
  row: Row,
  create: () => ReturnType<PayClient['create']>,
): Promise<PayPayment> => {
  try {
    return await create();
  } catch (error) {
    if (!isCertain(error)) throw unknownOutcome(error);
    // What stays behind when the database fails, too, is found by the sweep.
    await store.abandon(council, row).catch(() => undefined);
    throw error;
  }
};

/** The payment that has the subject, as the answer to this request. Nothing where it has it no more, so that another can be begun. */
const ofHolder = async (
  dependencies: Dependencies,
  { council, idempotency, body: { subject } }: Request<Create>,
  payment: string,
): Promise<Creation | undefined> => {
  const there = await dependencies.store.find(council, payment);
  if (!there) return undefined;
  const isMine = there.request === idempotency.request;
  const { row, nextUrl } = await look(dependencies, council, there, { isMine });
  if (!holds(row)) return undefined;
  if (isMine && row.status === 'creating') throw unknownOutcome();
  if (isMine) return answered({ row, nextUrl }, idempotency, (note) => dependencies.store.keep(note));
  const extensions = { payment };
  if (isFinal(row)) throw new AlreadyPaid(`${subject} was paid by ${payment}.`, { extensions });
  throw new PaymentInProgress(`${payment} for ${subject} is not finished.`, { extensions });
};

export const create = async (dependencies: Dependencies, request: Request<Create>): Promise<Creation> => {
  const { store, clock, newToken, newId } = dependencies;
  const { council, body, idempotency } = request;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const row = rowOf(dependencies, council, body, idempotency.request);
    const client = await clientOf(dependencies, council, row.service);
    const token = newToken();
    const holder = await store.begin(council, row, body.returnUrl.includes('{token}') ? hashOf(token) : undefined);
    if (holder !== undefined) {
      const answer = await ofHolder(dependencies, request, holder);
      if (answer) return answer;
      continue;
    }
    const pay = await asked(dependencies, council, row, () => client.create(bodyOf(council, row, body, token)));
    const at = clock();
    const after = asSeen(row, { pay, at, newId: () => newId('RF') });
    return answered({ row: after, nextUrl: nextUrlOf(pay) }, idempotency, async (note) => {
      const written = await store.change(council, row, after, { at, note });
      if (written === 'stale') throw unknownOutcome();
    });
  }
  throw tooMany();
};
