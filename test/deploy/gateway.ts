/** The deployed API at an address of its own: the emulator tells APIs apart by the Host header. */
import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export class Gateway {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** `apiUrl` is what the deployment printed: https://<api id>.execute-api.<region>.amazonaws.com */
  static async to(apiUrl: string, port: number): Promise<Gateway> {
    const host = `${new URL(apiUrl).hostname.split('.')[0]}.execute-api.localhost:${port}`;
    const server = createServer((asked, answer) => {
      const { method, url: path, headers } = asked;
      const passed = request({ host: '127.0.0.1', port, method, path, headers: { ...headers, host } }, (came) => {
        answer.writeHead(came.statusCode ?? 502, came.headers);
        came.pipe(answer);
      });
      passed.once('error', () => answer.destroy());
      asked.pipe(passed);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Gateway(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
