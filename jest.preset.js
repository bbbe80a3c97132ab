const { join } = require('node:path');

// `npm ci` brings Node 24 and puts it first; without its install scripts the machine's own is used in silence.
if (Number(process.versions.node.split('.')[0]) < 22) {
  throw new Error(
    `The tests need Node.js 22 or newer, and run on ${process.versions.node}: run "npm ci" without --ignore-scripts.`,
  );
}

/** One jest setup for every project: swc compiles, Nx resolves the `@product-service/*` paths. */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['**/*.spec.ts'],
  resolver: '@nx/jest/plugins/resolver',
  // It exports for `import` only, and the resolver then takes its type declarations for the code.
  moduleNameMapper: { '^fauxqs$': join(__dirname, 'node_modules/fauxqs/dist/app.js') },
  moduleFileExtensions: ['ts', 'js', 'mjs', 'json', 'html'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, swcrc: false }],
  },
};
