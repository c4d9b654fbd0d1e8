/** Finds the capabilities: every folder of functions/ with a contract. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Capability } from '#shared/contract/capability.ts';
import type { Resources } from '#shared/resources.ts';

export const functionsFolder = join(import.meta.dirname, '..', 'functions');

export interface Found {
  readonly folder: string;
  readonly contract: Capability;
  readonly resources: Resources;
}

/** Whether it has events, and with them an outbox, a stream and a publisher. */
export const announces = ({ contract: { events = {} } }: Found): boolean => Object.keys(events).length > 0;

/** Whether it is told of events, its own or another's. */
export const isTold = ({ resources: { hears = [] } }: Found): boolean => hears.length > 0;

/** Whether its function is given what must not be lost. */
export const takesLetters = (found: Found): boolean => found.resources.requestLog === true || isTold(found);

export const hasDeadLetters = (found: Found): boolean => takesLetters(found) || announces(found);

const isContract = (value: unknown): value is Capability =>
  typeof value === 'object' && value !== null && 'operations' in value && 'name' in value;

const load = async (folder: string): Promise<Found> => {
  const exported: Record<string, unknown> = await import(pathToFileURL(join(folder, 'contract.ts')).href);
  const contract = Object.values(exported).find(isContract);
  if (!contract) throw new Error(`${folder}/contract.ts does not export a capability.`);
  const resourcesFile = join(folder, 'resources.ts');
  const { resources = {} }: { resources?: Resources } = existsSync(resourcesFile)
    ? await import(pathToFileURL(resourcesFile).href)
    : {};
  return { folder, contract, resources };
};

export const contractsOf = (found: readonly Found[]): Capability[] => found.map(({ contract }) => contract);

/** In order of name. */
export const findCapabilities = async (folder: string = functionsFolder): Promise<Found[]> => {
  const folders = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'contract.ts')));
  return Promise.all(folders.sort().map((name) => load(join(folder, name))));
};
