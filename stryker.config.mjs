import preset from './jest.preset.js';

/**
 * `npm run mutation`: breaks the domain and the relay in every way that Stryker knows, one at a time, and checks that
 * a test fails. dist/mutation.html lists what no test notices.
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
    // The resolver looks for a tsconfig.json in this folder and above.
    config: {
      ...preset,
      rootDir: 'libs/domain/product',
      roots: ['<rootDir>/..', '<rootDir>/../../adapters/outbox-queue'],
      // Only the specs of the mutated code, because others take long.
      testMatch: ['**/libs/domain/**/*.spec.ts', '**/outbox-relay-handler.spec.ts'],
    },
  },
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  ignorePatterns: ['/apps', '/infra', '/docs', '/dist', '/.nx'],
  reporters: ['progress', 'clear-text', 'html'],
  clearTextReporter: { logTests: false, reportTests: false },
  htmlReporter: { fileName: 'dist/mutation.html' },
  tempDirName: 'dist/mutation',
  // Ignores constants and tables: each mutant would run every test, because they are read when a file is loaded.
  ignoreStatic: true,
  // Short, because most mutants that never end are endless loops.
  timeoutMS: 2_000,
};
