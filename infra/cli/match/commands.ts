import type { Command } from 'commander';
import type { Where } from '../keys.ts';
import { sendDecisions } from './decisions.ts';
import { type MatchOptions, matchFile } from './match.ts';

const several = (text: string, before: readonly string[] = []): string[] => [...before, text];

/** `where`: gives a command the options of every command that calls the API. */
export const matchCommands = (program: Command, where: (command: Command) => Command): void => {
  const match = program.command('match').description('find the UPRNs of the addresses in a file');
  where(match.command('file <file>', { isDefault: true }))
    .description('write the file anew, with UPRN, confidence and decision in each row: what “match FILE” does')
    .requiredOption('--column <name>', 'column of the address; again for each part of it, in order', several)
    .option('--postcode-column <name>', 'column of the postcode, if it has its own')
    .option('--id-column <name>', 'column that people know a row by, for --review')
    .option('--output <file>', 'where to write all rows (FILE.matched.csv)')
    .option('--review <file>', 'where to write the rows that need a person, with candidates')
    .action((file: string, options: MatchOptions) => matchFile(file, options));
  where(match.command('decisions <file>'))
    .description('keep what people decided in a file of --review: the same texts are known from then on')
    .action(async (file: string, options: Where) => {
      process.exitCode = (await sendDecisions(file, options)) ? 0 : 2;
    });
};
