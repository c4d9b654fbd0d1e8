/** GOV.UK Notify as a council's configuration and secrets have it. */
import type { Outbound } from '#shared/outbound.ts';
import type { Provider, Providers } from '#shared/provider.ts';
import { NotConnected } from '../contract/fields.ts';
import type { notifications } from '../contract.ts';
import { type Notify, notify } from './client.ts';
import { parseApiKey } from './token.ts';

export type NotifyProviders = Providers<typeof notifications>;
export type NotifyProvider = NonNullable<ReturnType<NotifyProviders>>;

export interface Connection {
  readonly providers: NotifyProviders;
  readonly ask: Outbound;
  readonly clock: () => number;
}

/** Throws `NotConnected`. */
export const providerOf = ({ providers }: Pick<Connection, 'providers'>, council: string): NotifyProvider => {
  const provider = providers(council);
  if (!provider) throw new NotConnected('The council’s configuration names no service of GOV.UK Notify.');
  return provider;
};

/** `undefined` where the council’s key is not there, or is no key of GOV.UK Notify. */
export const clientOf = async (
  { ask, clock }: Connection,
  provider: Pick<Provider<unknown>, 'url' | 'secret'>,
): Promise<Notify | undefined> => {
  const key = parseApiKey(await provider.secret('api-key'));
  return key && notify({ url: provider.url, key, ask, clock });
};
