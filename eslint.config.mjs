import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/**
 * The architecture as lint rules. `type:` says which ring of the hexagon a project is in, `scope:` which of
 * the three services it belongs to. Run through `nx lint`: bare eslint has no project graph and skips them.
 */
const boundaries = [
  {
    sourceTag: 'type:domain',
    onlyDependOnLibsWithTags: ['type:domain'],
    allowedExternalImports: ['fast-check'],
  },
  { sourceTag: 'type:adapter', onlyDependOnLibsWithTags: ['type:domain', 'type:adapter'] },
  { sourceTag: 'type:adapter', bannedExternalImports: ['dd-trace', 'datadog-lambda-js'] },
  { sourceTag: 'type:observability', onlyDependOnLibsWithTags: ['type:domain'] },
  {
    sourceTag: 'type:app',
    onlyDependOnLibsWithTags: ['type:domain', 'type:adapter', 'type:observability'],
    bannedExternalImports: ['@aws-sdk/*', 'pg', 'kysely', 'dd-trace', 'datadog-lambda-js'],
  },
  {
    sourceTag: 'type:tool',
    onlyDependOnLibsWithTags: ['type:domain', 'type:adapter', 'type:observability', 'type:tool'],
  },
  { sourceTag: 'scope:shared', onlyDependOnLibsWithTags: ['scope:shared'] },
  { sourceTag: 'scope:product-api', onlyDependOnLibsWithTags: ['scope:shared', 'scope:product-api'] },
  { sourceTag: 'scope:product-acl', onlyDependOnLibsWithTags: ['scope:shared', 'scope:product-acl'] },
  {
    sourceTag: 'scope:product-event-publisher',
    onlyDependOnLibsWithTags: ['scope:shared', 'scope:product-event-publisher'],
  },
];

const boundariesRule = (allow = []) => [
  'error',
  { depConstraints: boundaries, allow, banTransitiveDependencies: false },
];

const EXPORT_BY_NAME = { selector: 'ExportAllDeclaration', message: 'Export what others need by name.' };

export default [
  { ignores: ['**/dist', '**/.nx', '**/coverage', '**/cdk.out', 'libs/adapters/client/src'] },
  ...tseslint.configs.recommended,
  ...nx.configs['flat/base'],
  {
    files: ['**/*.ts', '**/*.tsx', '**/*.mjs'],
    rules: {
      '@nx/enforce-module-boundaries': boundariesRule(),
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': ['error', EXPORT_BY_NAME],
      'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
    },
  },
  {
    // End-to-end tests, benchmarks, the fault rig and hostile inputs start the whole service or its functions, and tests compare it with
    // its documents: with the next block, the only imports of applications by another project.
    files: ['apps/e2e/**/*.ts', 'apps/bench/**/*.ts', 'apps/faults/**/*.ts', 'apps/fuzz/**/*.ts'],
    rules: {
      '@nx/enforce-module-boundaries': boundariesRule([
        '@product-service/local/testing',
        '@product-service/local/in-process',
        '@product-service/asyncapi-document/testing',
        '@product-service/bench/functions',
      ]),
    },
  },
  {
    // What the console shows and what the local cloud sends are the same types.
    files: ['apps/local/**/*.ts'],
    rules: { '@nx/enforce-module-boundaries': boundariesRule(['@product-service/console/protocol']) },
  },
  {
    // Every call over a network ends: one place configures the clients.
    files: ['libs/adapters/*/src/**/*.ts', 'apps/product-*/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/testing/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        EXPORT_BY_NAME,
        {
          selector: 'NewExpression[callee.name=/^(SNS|SQS|SSM|EventBridge)Client$/]',
          message: 'Make it by awsClient(…), so that its calls end in time.',
        },
      ],
    },
  },
  {
    // The domain runs inside other people's services: no Node, no clock, no randomness of its own.
    files: ['libs/domain/*/src/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/testing/**'],
    rules: {
      'no-restricted-imports': ['error', { patterns: ['node:*'] }],
      'no-restricted-globals': [
        'error',
        ...['process', 'Buffer', 'console', 'setTimeout', 'setInterval', 'crypto', 'fetch'].map((name) => ({
          name,
          message: 'The domain is pure: take it as a port.',
        })),
      ],
      'no-restricted-properties': [
        'error',
        {
          object: 'Date',
          property: 'now',
          message: 'The domain has no clock: take the time as an argument.',
        },
        { object: 'Math', property: 'random', message: 'The domain has no randomness: take it as a port.' },
      ],
    },
  },
  prettier,
];
