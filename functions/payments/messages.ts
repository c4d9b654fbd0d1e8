/** Messages from GOV.UK Pay. They say that there is something to look at: what is true is read from Pay itself. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import type { Request } from '#shared/contract/capability.ts';
import type { Hear } from '#shared/events/hearing.ts';
import { MessageNotSigned } from './contract/problems.ts';
import { payments } from './contract.ts';
import { type Dependencies, lookAt } from './look.ts';
import { signingSecrets } from './pay/connection.ts';
import { explained } from './pay/refusals.ts';

type Receive = (typeof payments)['operations']['receivePayMessage'];

/** Of the body as it came, in hexadecimal digits, with the secret as text. */
export const signatureOf = (secret: string, body: Uint8Array): string =>
  createHmac('sha256', secret).update(body).digest('hex');

/** Takes as long for one that is wrong at the start as for one that is wrong at the end. */
export const isSigned = (given: string, secrets: readonly string[], body: Uint8Array): boolean =>
  secrets.some((secret) => {
    const [wanted, found] = [signatureOf(secret, body), given].map((text) => Buffer.from(text));
    return wanted && found && wanted.length === found.length && timingSafeEqual(wanted, found);
  });

/** Ids of its payments, as far as they can be in keys and events of ours. */
const wellFormed = /^[\w.:-]{1,100}$/;

/** Answers at once, because Pay waits three seconds: what follows is done when the event is heard. */
export const receive = async (
  { providers, store, clock }: Dependencies,
  { council, headers, raw, body }: Request<Receive>,
): Promise<undefined> => {
  const secrets = await signingSecrets(providers, council);
  if (!isSigned(headers['pay-signature'] ?? '', secrets, raw)) {
    const challenge = { headers: { 'www-authenticate': 'Pay-Signature' } };
    throw new MessageNotSigned('The “Pay-Signature” header is not that of the body.', challenge);
  }
  const { webhook_message_id: id, resource_type: type, resource_id: providerId, event_type: event } = body;
  if (type !== 'payment' || !event.startsWith('card_payment_') || !wellFormed.test(providerId)) return;
  await store.told(council, { id, providerId, at: clock() });
};

/** Looks at the payment that Pay told of. What is none of ours, or was removed, is let be. */
export const hear =
  (dependencies: Dependencies): Hear =>
  async ({ council, data }) => {
    const { providerId } = z.parse(payments.events['payments.payment.told'].data, data);
    const payment = await dependencies.store.called(council, 'PAY', providerId);
    if (!payment) return;
    try {
      await lookAt(dependencies, council, payment);
    } catch (error) {
      throw explained(error);
    }
  };
