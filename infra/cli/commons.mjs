#!/usr/bin/env node
/** `npx commons`: checks that it can run before it loads anything that needs Node 24 or a dependency. */
const [major = 0] = process.versions.node.split('.').map(Number);

const refuse = (why) => {
  console.error(why);
  process.exitCode = 1;
};

if (major < 24)
  refuse(
    'Run it as “npx commons …” from the project folder, after “npm ci”: it needs the Node that comes with the project.',
  );
else {
  try {
    const { main } = await import('./main.ts');
    await main(process.argv.slice(2));
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    refuse('Some dependencies are not installed. Run “npm ci” in the project folder first.');
  }
}
