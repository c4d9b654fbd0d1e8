/** `npm run new -- <name>`: a capability that builds, deploys, documents itself and passes its tests, to be filled in. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Script } from 'node:vm';
import { type Found, findCapabilities, functionsFolder } from '../capabilities.ts';
import { CannotDo, explained } from '../problem.ts';

const template = join(import.meta.dirname, 'template');
const biome = join(import.meta.dirname, '..', '..', 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
const fingerprints = join(import.meta.dirname, 'fingerprints.ts');

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const camelCase = (name: string): string => name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());

/** The template is a capability of its own called sample-things: it compiles, and its tests run. */
const renamed = (text: string, name: string): string =>
  text
    .replaceAll('sample-things', name)
    .replaceAll('sampleThings', camelCase(name))
    .replaceAll('SampleThings', capitalised(camelCase(name)))
    .replaceAll('Sample things', capitalised(name.replaceAll('-', ' ')));

const isReserved = (identifier: string): boolean => {
  try {
    new Script(`'use strict'; const ${identifier} = 0;`);
    return false;
  } catch {
    return true;
  }
};

const pathsOf = ({ contract }: Found): string[] => Object.values(contract.operations).map(({ path }) => path);

/** Stacks are named after the deployment and the capability. */
const ownStacks = ['gateway', 'platform'];

/** Throws `CannotDo` with what to choose instead. */
const checkName = (name: string | undefined, existing: readonly Found[]): string => {
  if (!name) throw new CannotDo('Give it a name: npm run new -- school-places');
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > 30)
    throw new CannotDo(
      `“${name}” cannot be a name: use up to 30 small letters and digits, with hyphens between words.`,
    );
  if (existsSync(join(functionsFolder, name)))
    throw new CannotDo(`functions/${name} is there already: choose another name.`);
  if (ownStacks.includes(name))
    throw new CannotDo(`“${name}” is a stack of the deployment itself: choose another name.`);
  if (isReserved(camelCase(name))) throw new CannotDo(`“${name}” is a word of JavaScript: choose another name.`);
  const owner = existing.find((found) =>
    pathsOf(found).some((path) => `${path}/`.startsWith(`/{council}/${name}/`) || path.split('/')[1] === name),
  );
  if (owner) throw new CannotDo(`Paths under /${name} belong to ${owner.contract.name}: choose another name.`);
  return name;
};

/** Copies the template into `folder` under its new name. */
export const copyTemplate = (name: string, folder: string): string[] => {
  mkdirSync(folder, { recursive: true });
  return readdirSync(template).map((file) => {
    const target = join(folder, renamed(file, name));
    writeFileSync(target, renamed(readFileSync(join(template, file), 'utf8'), name));
    return target;
  });
};

const main = async (): Promise<void> => {
  const name = checkName(process.argv[2], await findCapabilities());
  const folder = join(functionsFolder, name);
  const files = copyTemplate(name, folder);
  // A longer or shorter name moves line breaks.
  spawnSync(process.execPath, [biome, 'check', '--write', '--log-level=error', folder], { stdio: 'inherit' });
  for (const file of files) console.log(relative(process.cwd(), file));
  // Its table is watched from now on (docs/handbook/data-guard.md).
  spawnSync(process.execPath, [fingerprints], { stdio: 'inherit' });
  console.log(`
${name} is ready: nothing outside its folder has to change but the record of its table, which is written.

  Try it:    npm start, then open http://localhost:3000/docs
  Test it:   npm test
  Fill in:   contract.ts first, then handlers.ts and store.ts

Councils that list their capabilities in commons.config.json need “${name}” added there.
`);
};

if (import.meta.main) {
  main().catch((error: unknown) => {
    console.error(explained(error));
    process.exitCode = 1;
  });
}
