export * from './capability.ts';
export * from './dialect.ts';
export * from './event.ts';
export * from './fields.ts';
export * from './idempotency.ts';
export * from './problem.ts';
export * from './problems.ts';
