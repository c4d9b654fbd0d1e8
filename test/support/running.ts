import type { ChildProcess } from 'node:child_process';
import type { Engine } from '../../infra/local/engine.ts';

/** What the set-up started and the tear-down stops. */
export const running: { engine?: Engine; app?: ChildProcess; folder?: string } = {};
