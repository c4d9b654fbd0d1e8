/** One fresh process: loads a bundle as Lambda would, calls it, and prints what that took. CommonJS, so that nothing is compiled. */
const { createRequire } = require('node:module');

const { folder, event, expected, calls } = JSON.parse(process.argv[2]);
const print = process.stdout.write.bind(process.stdout);
// The request line is written as always, but to nobody.
process.stdout.write = () => true;

const context = { getRemainingTimeInMillis: () => 29_000 };
const load = createRequire(`${folder}/`);
const started = performance.now();
const { handler } = load(`${folder}/index.js`);
const loaded = performance.now();

const called = async () => {
  const before = performance.now();
  const { statusCode, body } = await handler(event, context);
  if (statusCode !== expected) throw new Error(`${folder} answered ${statusCode}: ${body}`);
  return performance.now() - before;
};

const run = async () => {
  const first = event ? await called() : 0;
  const times = [];
  for (let i = 0; i < calls; i += 1) times.push(await called());
  // The first quarter warms the code up.
  const sorted = times.slice(calls / 4).sort((a, b) => a - b);
  const [p50, p99] = [0.5, 0.99].map((share) => sorted[Math.floor(sorted.length * share)]);
  print(JSON.stringify({ import: loaded - started, first, p50, p99 }), () => process.exit());
};

run();
