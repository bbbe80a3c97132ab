import preset from './jest.preset.js';

/**
 * `npm run mutation`: breaks the domain and the relay in every way that Stryker knows, one at a time, and looks whether
 * a test fails. What survives is in dist/mutation.html.
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  mutate: [
    'libs/domain/*/src/**/*.ts',
    'libs/adapters/outbox-queue/src/outbox-relay-handler.ts',
    '!libs/domain/*/src/**/*.spec.ts',
    '!libs/domain/*/src/**/testing/**',
  ],
  testRunner: 'jest',
  jest: {
    enableFindRelatedTests: false,
    // The resolver looks for a tsconfig.json from there upwards.
    config: {
      ...preset,
      rootDir: 'libs/domain/product',
      roots: ['<rootDir>/..', '<rootDir>/../../adapters/outbox-queue'],
      // Only those that are about what is mutated: others take long.
      testMatch: ['**/libs/domain/**/*.spec.ts', '**/outbox-relay-handler.spec.ts'],
    },
  },
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  ignorePatterns: ['/apps', '/infra', '/docs', '/dist', '/.nx'],
  reporters: ['progress', 'clear-text', 'html'],
  clearTextReporter: { logTests: false, reportTests: false },
  htmlReporter: { fileName: 'dist/mutation.html' },
  tempDirName: 'dist/mutation',
  // Constants and tables: each would run every test, since they are read when a file is loaded.
  ignoreStatic: true,
  // Most mutants that never end are loops that no longer stop: no need to wait long.
  timeoutMS: 2_000,
};
