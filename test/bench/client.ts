/** Asks for one address over and over, in a process of its own; prints how often it was answered. */
import { Agent, get } from 'node:http';

const { url, headers, concurrency, seconds } = JSON.parse(process.argv[2] ?? '');
const agent = new Agent({ keepAlive: true, maxSockets: concurrency });

const ask = (): Promise<void> =>
  new Promise((resolve, reject) => {
    get(url, { agent, headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}`));
      response.resume().once('end', resolve);
    }).once('error', reject);
  });

const askFor = async (milliseconds: number): Promise<number> => {
  const end = performance.now() + milliseconds;
  let answered = 0;
  const one = async () => {
    while (performance.now() < end) {
      await ask();
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, one));
  return answered;
};

await askFor(1000);
const started = performance.now();
const answered = await askFor(seconds * 1000);
process.stdout.write(String((answered / (performance.now() - started)) * 1000));
agent.destroy();
