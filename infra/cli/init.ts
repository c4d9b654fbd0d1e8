/** `commons init`: asks a few questions and writes commons.config.json. What an option answers is not asked. */
import { existsSync, writeFileSync } from 'node:fs';
import { createInterface, type Interface } from 'node:readline/promises';
import * as z from 'zod/mini';
import { inPlainEnglish } from '#shared/http/fieldErrors.ts';
import { Config, CouncilConfig } from '../config/schema.ts';
import { configPath } from '../config.ts';
import { CannotDo } from '../problem.ts';

const answers = ['councilName', 'id', 'gss', 'contact', 'email', 'region'] as const;
type Answer = (typeof answers)[number];
export type InitOptions = Partial<Readonly<Record<Answer, string>>> & { readonly force?: boolean };
type Answers = Partial<Record<Answer, string>>;

interface Question {
  readonly asks: string;
  readonly option: string;
  readonly schema: z.core.$ZodType;
  /** What is taken when nothing is typed. */
  readonly usual?: (answers: Answers) => string;
}

const slug = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/\b(borough|city|council|county|district|metropolitan|royal|the|of)\b/g, ' ')
    .trim()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 31);

const contact = Config.shape.contact.shape;

export const questions: Readonly<Record<Answer, Question>> = {
  councilName: { asks: 'Name of the council', option: '--council-name', schema: CouncilConfig.shape.name },
  id: {
    asks: 'Its id, the first part of every path',
    option: '--id',
    schema: CouncilConfig.shape.id,
    usual: ({ councilName = '' }) => slug(councilName),
  },
  gss: {
    asks: 'Its GSS code, like E07000208 (Enter if you do not know it)',
    option: '--gss',
    schema: z.union([z.literal(''), CouncilConfig.shape.gssCode]),
    usual: () => '',
  },
  contact: { asks: 'Who answers questions about the service', option: '--contact', schema: contact.name },
  email: { asks: 'Their email address', option: '--email', schema: contact.email },
  region: { asks: 'AWS region', option: '--region', schema: Config.shape.region, usual: () => 'eu-west-2' },
};

/** What is wrong with an answer; nothing if it is right. */
const wrongWith = ({ schema }: Question, answer: string): string | undefined =>
  z.safeParse(schema, answer, { error: inPlainEnglish }).error?.issues[0]?.message;

const ask = async (terminal: Interface, question: Question, usual: string | undefined): Promise<string> => {
  for (;;) {
    const typed = (await terminal.question(`${question.asks}${usual ? ` (${usual})` : ''}: `)).trim() || (usual ?? '');
    const wrong = wrongWith(question, typed);
    if (wrong === undefined) return typed;
    console.log(`It ${wrong}.`);
  }
};

const settle = async (given: InitOptions, terminal: Interface | undefined): Promise<Answers> => {
  const settled: Answers = {};
  for (const name of answers) {
    const question = questions[name];
    const answer = given[name];
    const wrong = answer === undefined ? undefined : wrongWith(question, answer);
    if (wrong !== undefined) throw new CannotDo(`${question.option} ${wrong}.`);
    const usual = question.usual?.(settled);
    if (answer !== undefined) settled[name] = answer;
    else if (terminal) settled[name] = await ask(terminal, question, usual);
    else if (usual !== undefined && wrongWith(question, usual) === undefined) settled[name] = usual;
    else throw new CannotDo(`There is no terminal to ask at: say ${question.option}.`);
  }
  return settled;
};

const configOf = ({ councilName, id, gss, contact: name, email, region }: Answers) => ({
  name: 'commons',
  environment: 'production',
  region,
  contact: { name, email },
  councils: [{ id, name: councilName, ...(gss && { gssCode: gss }) }],
});

/** Throws `CannotDo` when the file is there already, or an answer is missing or wrong. */
export const init = async ({ force = false, ...given }: InitOptions): Promise<void> => {
  const path = configPath();
  if (existsSync(path) && !force)
    throw new CannotDo(`${path} is there already. Change it with an editor, or write it anew with --force.`);
  const terminal = process.stdin.isTTY ? createInterface({ input: process.stdin, output: process.stdout }) : undefined;
  try {
    writeFileSync(path, `${JSON.stringify(configOf(await settle(given, terminal)), undefined, 2)}\n`);
  } finally {
    terminal?.close();
  }
  console.log(`${path} is written. Try it with npm start, deploy it with npm run deploy.`);
};
