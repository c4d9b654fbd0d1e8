/** Sends a call on to the deployment that serves a council's capability. The caller sees no difference. */
import type { Binding } from '#shared/contract/capability.ts';
import { BoundServiceDown, BoundServiceRefused } from '#shared/contract/problems.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { Down, type OutboundOptions, outbound } from '#shared/outbound.ts';
import type { Secrets } from '#shared/secrets.ts';
import { resultOf } from './answer.ts';
import { requestTo } from './request.ts';

export interface RelayOptions extends OutboundOptions {
  readonly secrets: Secrets;
  /** Name of the secret that holds the key for a council's capability. */
  readonly secretOf: (council: string, capability: string) => string;
}

export type Relay = (exchange: Exchange, capability: string, binding: Binding) => Promise<unknown>;

export const relay = ({ secrets, secretOf, ...options }: RelayOptions): Relay => {
  const ask = outbound(options);
  const keyFor = async (secret: string): Promise<string> => {
    const key = await secrets.read(secret);
    if (key) return key.trim();
    throw new BoundServiceRefused('This deployment has no key for the one that runs this service.');
  };

  return async (exchange, capability, binding) => {
    exchange.relayed = true;
    const secret = secretOf(exchange.council?.id ?? '', capability);
    const { url, init } = requestTo(exchange, binding, await keyFor(secret));
    try {
      return await ask(binding.url, url, init, (answer) => {
        if (answer.status === 401) secrets.forget(secret);
        return resultOf(answer, exchange, binding);
      });
    } catch (error) {
      if (!(error instanceof Down)) throw error;
      throw new BoundServiceDown('The deployment that runs this service does not answer.', {
        headers: { 'retry-after': String(error.retryAfter) },
        cause: error,
      });
    }
  };
};
