/** One jest setup for every project: swc compiles, Nx resolves the `@product-service/*` paths. */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['**/*.spec.ts'],
  resolver: '@nx/jest/plugins/resolver',
  moduleFileExtensions: ['ts', 'js', 'mjs', 'json', 'html'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, swcrc: false }],
  },
};
