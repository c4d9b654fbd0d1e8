/** Commands about what others gave this deployment to be known by: keys of other deployments, secrets of national services. */
import type { Command } from 'commander';
import { checkBindings, setKey } from './bindings.ts';
import type { Place } from './secretStore.ts';
import { checkSecrets, type SetOptions, setSecret } from './secrets.ts';

/** Options of every command about secrets. */
const here = (command: Command): Command =>
  command.option('--local', 'of the local runner on this computer, not of the AWS account');

export const secretCommands = (program: Command): void => {
  const secrets = program.command('secrets').description('what national services gave a council to be known by');
  here(secrets.command('set <capability> <name>'))
    .description('keep a secret where the functions find it')
    .requiredOption('--council <id>', 'council, as in commons.config.json')
    .requiredOption('--file <file>', 'file with the secret; - for what is piped in')
    .action((capability: string, name: string, options: SetOptions) => setSecret(capability, name, options));
  here(secrets.command('check'))
    .description('say which secrets there are, and which are missing')
    .action(async (options: Place) => {
      process.exitCode = (await checkSecrets(options)) ? 0 : 1;
    });
};

export const bindingCommands = (program: Command): void => {
  const bindings = program.command('bindings').description('capabilities that another deployment serves');
  here(bindings.command('set-key <capability>'))
    .description('keep the key that the other deployment gave')
    .requiredOption('--council <id>', 'council, as in commons.config.json')
    .requiredOption('--key-file <file>', 'file with the key')
    .action((capability: string, options: Place & { council: string; keyFile: string }) => setKey(capability, options));
  here(bindings.command('check'))
    .description('ask each of the other deployments whether it takes the key')
    .action(async (options: Place) => {
      process.exitCode = (await checkBindings(options)) ? 0 : 2;
    });
};
