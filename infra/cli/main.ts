/** The commands of `npx commons`. */
import { Command, InvalidArgumentError, Option } from 'commander';
import * as z from 'zod/mini';
import { explained } from '../problem.ts';
import { defaultEndpoint, defaultKeyFile } from './api.ts';
import { datasetsOf, listDatasets, listRejects, publishDataset, removeDataset, rollBackDataset } from './datasets.ts';
import { exportDataset } from './export.ts';
import { exportAll } from './exportAll.ts';
import { type ImportOptions, importFiles, ownOptions } from './import/command.ts';
import { type InitOptions, init } from './init.ts';
import { createKey, expireKey, listKeys, type NewKey, revokeKey, rotateKey, type Where } from './keys.ts';
import { matchCommands } from './match/commands.ts';
import { exportPerson, forget, type Person } from './people.ts';
import type { RestoreOptions } from './restore/work.ts';
import { bindingCommands, secretCommands } from './secretCommands.ts';

const percentage = (text: string): number => {
  const value = Number(text.replace(/\s*%$/, ''));
  if (Number.isNaN(value) || value < 0 || value > 100)
    throw new InvalidArgumentError('It must be a percentage, like 10.');
  return value;
};

const count = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('It must be a whole number.');
  return value;
};

const days = (text: string): number => (text === '0' ? 0 : count(text));

const aDay = (text: string): string => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new InvalidArgumentError('It must be a date, like 2027-03-31.');
  return text;
};

const aTime = (text: string): Date => {
  if (!z.safeParse(z.iso.datetime({ offset: true }), text).success)
    throw new InvalidArgumentError('It must be a time with its zone, like 2026-11-23T09:30:00Z.');
  return new Date(text);
};

const several = (text: string, before: string[] = []): string[] => [...before, ...text.split(',')];

/** Options of every command that calls the API. */
const where = (command: Command): Command =>
  command
    .requiredOption('--council <id>', 'council, as in commons.config.json')
    .addOption(new Option('--endpoint <url>', 'where the API answers').env('COMMONS_ENDPOINT').default(defaultEndpoint))
    .addOption(
      new Option('--key-file <file>', 'file with the key to call it with')
        .env('COMMONS_KEY_FILE')
        .default(defaultKeyFile),
    );

/** Adds what importers have of their own; what was given of it, by name. */
const addOwnOptions = async (command: Command) => {
  const own = (await ownOptions()).map(({ name, value, says, of }) => {
    const option = new Option(value ? `--${name} ${value}` : `--${name}`, `${of}: ${says}`);
    command.addOption(option);
    return [name, option.attributeName()] as const;
  });
  return (options: Readonly<Record<string, string | true | undefined>>) =>
    Object.fromEntries(own.flatMap(([name, key]) => (options[key] === undefined ? [] : [[name, options[key]]])));
};

const importCommand = async (program: Command, isAsked: boolean): Promise<void> => {
  const command = where(program.command('import'))
    .description('load a file of reference data, such as a gazetteer')
    .argument('<dataset>', 'what to load, such as addresses')
    .argument('[files...]', 'plain, gzip or zip; several are loaded together')
    .option('--format <name>', 'kind of file, if it should not be told from its content', 'auto')
    .option('--rejects <file>', 'where to write rejected rows (FILE.rejects.csv)')
    .option('--max-fewer <percent>', 'most records that may be missing compared with what is live (5)', percentage)
    .option('--max-rejected <percent>', 'most records that may be rejected (1)', percentage)
    .option('--no-publish', 'stop before going live');
  // To know them, every capability's importers are read, which takes longer than most commands.
  const ownOf = isAsked ? await addOwnOptions(command) : () => ({});
  command.action(async (name: string, files: string[], options: ImportOptions & Parameters<typeof ownOf>[0]) => {
    process.exitCode = (await importFiles(name, files, { ...options, own: ownOf(options) })) ? 0 : 2;
  });
};

const datasetCommands = (program: Command): void => {
  const datasets = program.command('datasets').description('versions of loaded data');
  where(datasets.command('list <dataset>'))
    .description('versions, newest first')
    .action((name: string, options: Where) => listDatasets(name, options));
  where(datasets.command('publish <dataset>'))
    .description('make a version live')
    .argument('<version>', 'its number', count)
    .option('--because <text>', 'why, for a version outside its tolerances')
    .action((name: string, version: number, options: Where & { because?: string }) =>
      publishDataset(name, version, options.because, options),
    );
  where(datasets.command('rollback <dataset>'))
    .description('go back to the version before the live one')
    .requiredOption('--from <version>', 'the version that is live', count)
    .action((name: string, options: Where & { from: number }) => rollBackDataset(name, options.from, options));
  where(datasets.command('remove <dataset>'))
    .description('abandon a load, or remove an old version')
    .argument('<version>', 'its number', count)
    .action((name: string, version: number, options: Where) => removeDataset(name, version, options));
  where(datasets.command('export <dataset> <file>'))
    .description('write what is live to a file, a record a line, packed with gzip')
    .action(async (name: string, file: string, options: Where) => {
      const { noun, datasets } = await datasetsOf(name, options);
      await exportDataset(datasets, noun, file);
    });
  where(datasets.command('rejects <dataset>'))
    .description('rejected rows and warnings of a load, as CSV')
    .argument('<version>', 'its number', count)
    .action((name: string, version: number, options: Where) => listRejects(name, version, options));
};

const keyCommands = (program: Command): void => {
  const keys = program.command('keys').description('keys of the systems that call the API');
  where(keys.command('create'))
    .description('make a key and print it, once')
    .requiredOption('--label <text>', 'what the key is for')
    .option(
      '--scope <scopes>',
      'what it may do, such as addresses:read (again, or with commas, for several)',
      several,
      [],
    )
    .option('--expires <date>', 'last day on which it works (a year from today)', aDay)
    .option('--quota <calls>', 'calls a day (100000)', count)
    .option('--admin', 'a key of the host, for every council; made with your AWS credentials')
    .option('--save <file>', 'write it to a file instead of printing it')
    .action((options: Where & NewKey) => createKey(options, options));
  where(keys.command('list'))
    .description('the council’s keys')
    .action((options: Where) => listKeys(options));
  where(keys.command('expire <keyId>'))
    .description('change the last day on which a key works')
    .requiredOption('--on <date>', 'that day', aDay)
    .action((keyId: string, options: Where & { on: string }) => expireKey(options, keyId, options.on));
  where(keys.command('rotate <keyId>'))
    .description('replace a key by a new one; both work for a while')
    .option('--overlap <days>', 'how many days the old one still works (7)', days)
    .option('--save <file>', 'write it to a file instead of printing it')
    .action((keyId: string, options: Where & { overlap?: number; save?: string }) =>
      rotateKey(options, keyId, options),
    );
  where(keys.command('revoke <keyId>'))
    .description('revoke a key, within a minute and for good')
    .action((keyId: string, options: Where) => revokeKey(options, keyId));
};

const initCommand = (program: Command): void => {
  program
    .command('init')
    .description('write commons.config.json for your council')
    .option('--council-name <name>', 'such as "Marlbeck District Council"')
    .option('--id <id>', 'first part of its paths, such as marlbeck')
    .option('--gss <code>', 'its GSS code, such as E07000208')
    .option('--contact <name>', 'who answers questions about the service')
    .option('--email <address>', 'their email address')
    .option('--region <name>', 'AWS region (eu-west-2)')
    .option('--force', 'write over the file that is there')
    .action((options: InitOptions) => init(options));
};

const exportCommand = (program: Command): void => {
  where(program.command('export <folder>'))
    .description('write everything that the council has here to files')
    .action((folder: string, options: Where) => exportAll(folder, options));
};

const peopleCommands = (program: Command): void => {
  const email = (command: Command): Command => command.requiredOption('--email <address>', 'of the person');
  const people = program.command('people').description('what is held on a person');
  email(where(people.command('export')))
    .description('all of it, from every capability, as JSON')
    .option('--save <file>', 'write it to a file that only you can read')
    .action((options: Person & { save?: string }) => exportPerson(options));
  email(where(program.command('forget')))
    .description('tell what would be forgotten of a person; with --confirm, forget it')
    .option('--confirm', 'forget it')
    .option('--report <file>', 'write what was done to a file, without the address')
    .action((options: Person & { confirm?: boolean; report?: string }) => forget(options));
};

const deadLetterCommand = (program: Command): void => {
  program
    .command('dead-letters <capability>')
    .description('events that a function failed at; made with your AWS credentials')
    .option('--redrive', 'send them again')
    .action(async (capability: string, options: { redrive?: boolean }) => {
      const { deadLetters } = await import('./deadLetters.ts');
      process.exitCode = (await deadLetters(capability, options)) ? 0 : 2;
    });
};

const restoreCommand = (program: Command): void => {
  program
    .command('restore <store>')
    .description('restore the table of a capability, or of the keys, into a new table; made with your AWS credentials')
    .addOption(new Option('--to <time>', 'as it was then, such as 2026-11-23T09:30:00Z').argParser(aTime))
    .addOption(new Option('--latest', 'as it was some minutes ago').conflicts(['to', 'backup']))
    .addOption(new Option('--backup <arn>', 'as a backup has it').conflicts('to'))
    .addOption(new Option('--from <table>', 'a table other than the one in use').conflicts('backup'))
    .option('--into <table>', 'name of the new table (from the store and the time); one that is there is completed')
    .option('--switch', 'write the new table into commons.config.json, for npm run deploy')
    .action(async (store: string, options: RestoreOptions) => {
      // The AWS SDK takes longer to load than all the rest.
      const { restore } = await import('./restore/command.ts');
      await restore(store, options);
    });
};

/** Ends with code 0 when all went well, 2 when a load waits for a person, 1 when something has to be put right first. */
export const main = async (argv: readonly string[]): Promise<void> => {
  const program = new Command('commons').description('Council Commons for operators').showHelpAfterError();
  initCommand(program);
  await importCommand(program, argv.slice(0, 2).includes('import'));
  datasetCommands(program);
  matchCommands(program, where);
  keyCommands(program);
  bindingCommands(program);
  secretCommands(program);
  exportCommand(program);
  peopleCommands(program);
  restoreCommand(program);
  deadLetterCommand(program);
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    console.error(explained(error));
    process.exitCode = 1;
  }
};
