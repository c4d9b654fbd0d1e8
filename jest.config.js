/** Tests run as CommonJS made by esbuild, the compiler that the bundles use; nothing is mocked by module path. */
// biome-ignore lint/style/noDefaultExport: jest reads the default export.
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/functions', '<rootDir>/infra', '<rootDir>/shared', '<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: { '\\.(ts|mjs|js)$': '<rootDir>/test/support/esbuildTransform.cjs' },
  // Published as ES modules only: found by file, and compiled like our own.
  moduleNameMapper: { '^@middy/(core|util)$': '<rootDir>/node_modules/@middy/$1/index.js' },
  transformIgnorePatterns: ['/node_modules/(?!(@middy|geodesy)/)'],
  testTimeout: 30_000,
};
