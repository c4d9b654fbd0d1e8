/** A copy of the project that may be changed, and its commands, run in it against the emulator. */
import { spawn } from 'node:child_process';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const parts = [
  'functions',
  'infra',
  'shared',
  'test/sample-data',
  'package.json',
  'cdk.json',
  'biome.json',
  'tsconfig.json',
];

export interface Ran {
  readonly code: number | null;
  /** Both streams. */
  readonly printed: string;
}

export class Project {
  readonly folder: string;
  readonly #env: NodeJS.ProcessEnv;

  constructor(folder: string, env: Readonly<Record<string, string>>) {
    this.folder = folder;
    for (const part of parts) cpSync(join(root, part), join(folder, part), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    this.#adapt();
    const own = Object.entries(process.env).filter(([name]) => !/^(AWS_|CDK_|COMMONS_|npm_)/.test(name));
    this.#env = {
      ...Object.fromEntries(own),
      ...env,
      CDK_HOME: join(folder, '.cdk'),
      CDK_NOTICES: 'false',
      CDK_DISABLE_CLI_TELEMETRY: 'true',
      TMPDIR: folder,
    };
  }

  /** What the emulator cannot do; docs/handbook/proof.md says what is not proven for it. */
  #adapt(): void {
    const app = 'infra/app.ts';
    cpSync(join(import.meta.dirname, 'leaveOut.ts'), join(this.folder, 'infra', 'leaveOut.ts'));
    this.edit(app, '  app.synth();', `  (await import('./leaveOut.ts')).leaveOut(app);\n  app.synth();`);
    // Its policy check refuses the roles that CDK would deploy with: it deploys as the operator instead.
    const synthesizer = 'CliCredentialsStackSynthesizer';
    this.edit(app, 'import { App,', `import { App, ${synthesizer},`);
    this.edit(app, 'new App({', `new App({ defaultStackSynthesizer: new ${synthesizer}(),`);
  }

  run(program: string, ...args: string[]): Promise<Ran> {
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [program, ...args], {
        cwd: this.folder,
        env: this.#env,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let printed = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (text) => {
          printed += text;
        });
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, printed }));
    });
  }

  /** What it printed. Throws with that when it fails. */
  async must(program: string, ...args: string[]): Promise<string> {
    const { code, printed } = await this.run(program, ...args);
    if (code === 0) return printed;
    throw new Error(
      `${program} ${args.join(' ')} ended with code ${code}:\n${printed.split('\n').slice(-60).join('\n')}`,
    );
  }

  deploy(): Promise<string> {
    return this.must('infra/cli/deploy.ts', '--yes');
  }

  commons(...args: string[]): Promise<string> {
    return this.must('infra/cli/commons.mjs', ...args);
  }

  cdk(...args: string[]): Promise<string> {
    return this.must('node_modules/aws-cdk/bin/cdk', ...args);
  }

  write(file: string, content: object): void {
    writeFileSync(join(this.folder, file), JSON.stringify(content));
  }

  /** Replaces `before`, which must be there. */
  edit(file: string, before: string, after: string): void {
    const path = join(this.folder, file);
    const content = readFileSync(path, 'utf8');
    if (!content.includes(before)) throw new Error(`${file} does not hold ${before}`);
    writeFileSync(path, content.replace(before, after));
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), 'utf8').trim();
  }
}
