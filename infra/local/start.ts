/** `npm start`: the whole deployment on this machine. */
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { printer } from './log.ts';
import { startRunner } from './runner.ts';

process.env.TZ = 'UTC';

const main = async (): Promise<void> => {
  const dataFolder = resolve(process.env.COMMONS_DATA_DIR ?? '.local');
  mkdirSync(dataFolder, { recursive: true });
  const runner = await startRunner({ port: Number(process.env.PORT ?? 3000), dataFolder, print: printer(dataFolder) });
  console.log(runner.url);
};

await main();
