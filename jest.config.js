import { join } from 'node:path';

/** Tests run as CommonJS made by esbuild, the compiler that the bundles use; nothing is mocked by module path. */
const shared = {
  testEnvironment: 'node',
  transform: { '\\.(ts|mjs|js)$': '<rootDir>/test/support/esbuildTransform.cjs' },
  moduleNameMapper: {
    // Published as ES modules only: found by file, and compiled like our own.
    '^@middy/(core|util)$': '<rootDir>/node_modules/@middy/$1/index.js',
    // What is imported by URL is required by path.
    '^file://(/.*)$': '$1',
  },
  transformIgnorePatterns: ['/node_modules/(?!(@middy|geodesy|commander|jose|cockatiel|ical-generator|ical.js)/)'],
};

// The commands, runners and syntheses that tests start, two hundred of them, compile what they load once between them.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/council-commons/compiled');

const needsEngine = ['<rootDir>/**/*.engine.test.ts', '<rootDir>/test/e2e/**/*.test.ts'];

// biome-ignore lint/style/noDefaultExport: jest reads the default export.
export default {
  testTimeout: 60_000,
  // One process more than jest starts by itself: much of the time is waiting for runners and engines.
  maxWorkers: '100%',
  projects: [
    {
      ...shared,
      displayName: 'unit',
      roots: ['<rootDir>/functions', '<rootDir>/infra', '<rootDir>/shared', '<rootDir>/test'],
      testMatch: ['<rootDir>/**/*.test.ts'],
      testPathIgnorePatterns: ['\\.engine\\.test\\.ts$', '/test/e2e/'],
    },
    {
      ...shared,
      displayName: 'engine',
      roots: ['<rootDir>/functions', '<rootDir>/infra', '<rootDir>/shared', '<rootDir>/test'],
      testMatch: needsEngine,
      globalSetup: '<rootDir>/test/support/startEngine.ts',
      globalTeardown: '<rootDir>/test/support/stopEngine.ts',
    },
  ],
};
