/** The National Lamplighters: a licence for each lamp, for who has a key. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { StandIn } from '#shared/standIn.ts';

export const standIn: StandIn = {
  secretsFor: (council) => ({ apiKey: `key-of-${council}` }),
  start: async ({ callbacks, port = 0 }) => {
    let lit = 0;
    const server = createServer(async (request, response) => {
      const council = /^key-of-(\w+)$/.exec(request.headers.authorization ?? '')?.[1];
      lit += 1;
      response.end(`${council} ${await text(request)} ${lit} ${callbacks()}`);
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return {
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      stop: async () => {
        server.closeAllConnections();
        server.close();
      },
    };
  },
};
