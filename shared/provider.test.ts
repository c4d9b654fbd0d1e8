import * as z from 'zod/mini';
import { capability } from '#shared/contract/index.ts';
import { providers, secretAt } from './provider.ts';

const lamps = capability({
  name: 'lamps',
  title: 'Lamps',
  summary: 'For tests.',
  provider: {
    title: 'The lamplighters',
    url: 'https://lamps.example',
    settings: z.strictObject({ colour: z._default(z.string(), 'white') }),
    secrets: { apiKey: 'The API key.' },
  },
  operations: {},
});

const council = (id: string, services?: object) =>
  [id, { id, name: id, capabilities: ['lamps'], ...(services && { services }) }] as never;
const councils = new Map<string, never>([
  council('marlbeck', { lamps: { url: 'https://lamps.example/v1', colour: 'amber' } }),
  council('pellwick', { others: { url: 'https://others.example' } }),
  council('thornmoor'),
]);

const start = (standIn?: string) => {
  const [read, forgotten]: string[][] = [[], []];
  const secrets = {
    read: async (name: string) => {
      read?.push(name);
      return 'the secret';
    },
    forget: (name: string) => void forgotten?.push(name),
  };
  return { read, forgotten, of: providers(lamps, { councils, secrets, path: '/council-commons/shire', standIn }) };
};

it('is where the council’s configuration says, with its settings', () => {
  expect(start().of('marlbeck')).toMatchObject({ url: 'https://lamps.example/v1', settings: { colour: 'amber' } });
  expect(start().of('marlbeck')?.settings).not.toHaveProperty('url');
});

it('is there for councils alone that have one for this capability', () => {
  expect(['pellwick', 'thornmoor', 'nowhere'].map(start().of)).toEqual([undefined, undefined, undefined]);
});

it('reads the secrets of this council and capability, and forgets one that is refused', async () => {
  const { of, read, forgotten } = start();
  const provider = of('marlbeck');
  expect(await provider?.secret('apiKey')).toBe('the secret');
  provider?.refused('apiKey');
  const name = '/council-commons/shire/services/lamps/marlbeck/apiKey';
  expect([read, forgotten]).toEqual([[name], [name]]);
  expect(name).toBe(`/council-commons/shire/${secretAt('lamps', 'marlbeck', 'apiKey')}`);
});

it('asks a stand-in in place of every council’s service, where there is one', () => {
  expect(start('http://127.0.0.1:5000').of('marlbeck')?.url).toBe('http://127.0.0.1:5000');
  expect(start('http://127.0.0.1:5000').of('thornmoor')).toBeUndefined();
});
