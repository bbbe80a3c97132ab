/**
 * Which file may import which, checked by dependency-cruiser. The rules between projects are the Nx tags in
 * eslint.config.mjs; the rules here are about files and folders, which Nx does not look at.
 */

/** May import anything, and nothing else imports them. */
export const TESTS = String.raw`\.spec\.ts$|/testing/|/jest\.config\.ts$|^apps/(e2e|architecture)/`;

const LOCAL = '^apps/local/src/';
const START = `${LOCAL}(main|local-cloud|command-line)\\.ts$`;
const SERVICES = `${LOCAL}services/`;
const CLOUD_FORMATION = `${LOCAL}cloud-formation/`;
const AWS_ENDPOINT = `${LOCAL}aws-endpoint/`;
const PRODUCT = '^libs/domain/product/src/';

/**
 * Imports that run up: files in `from` do not import files in `to`.
 * @type {readonly { name: string, reason: string, from: string | string[], to: string | string[] }[]}
 */
const UPWARD = [
  {
    name: 'aggregate-below-ports',
    reason:
      'The rules about one product do not depend on how it is stored, or on the use case that calls them.',
    from: `${PRODUCT}(?!index\\.ts)[^/]+$`,
    to: `${PRODUCT}(ports|use-cases)/`,
  },
  {
    name: 'ports-below-use-cases',
    reason: 'A port states what the domain needs. An adapter implements it without knowing the use cases.',
    from: `${PRODUCT}ports/`,
    to: `${PRODUCT}use-cases/`,
  },
  {
    name: 'cloud-formation-below-services',
    reason:
      'The deployment engine knows resources by their interface, so that a new service does not change it.',
    from: CLOUD_FORMATION,
    to: [SERVICES, AWS_ENDPOINT, START],
  },
  {
    name: 'services-below-aws-endpoint',
    reason:
      'The endpoint hands each call to its service. A service works without it, and can be tested without it.',
    from: SERVICES,
    to: [AWS_ENDPOINT, START],
  },
  {
    name: 'aws-endpoint-below-start',
    reason: 'The start puts the parts together. No part knows the whole.',
    from: AWS_ENDPOINT,
    to: START,
  },
  {
    name: 'console-and-trace-at-the-bottom',
    reason: 'What people see is made from plain data, whatever produced it.',
    from: [`${LOCAL}console/`, `${LOCAL}trace/`],
    to: [CLOUD_FORMATION, SERVICES, AWS_ENDPOINT, START],
  },
];

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const forbidden = [
  {
    name: 'no-circle',
    comment:
      'Files in a circle can be understood, tested and moved only together. This holds for imports of types, too. ' +
      'Move what both files need to a file that both import.',
    from: {},
    to: { circular: true },
  },
  ...UPWARD.map(({ name, reason, from, to }) => ({
    name,
    comment: reason,
    from: { path: from, pathNot: TESTS },
    to: { path: to },
  })),
  {
    name: 'service-by-its-index',
    comment:
      'A service of the local cloud can change inside without another noticing: others import its index.ts.',
    from: { path: `${SERVICES}([^/]+)/`, pathNot: TESTS },
    to: { path: `${SERVICES}[^/]+/`, pathNot: [`${SERVICES}$1/`, `${SERVICES}[^/]+/index\\.ts$`] },
  },
  {
    name: 'index-on-top',
    comment: "A package's index.ts names what others may use. Inside the package, import the file itself.",
    from: { path: '^(libs/.+/src)/', pathNot: TESTS },
    to: { path: '^$1/index\\.ts$' },
  },
  {
    name: 'main-on-top',
    comment:
      'A main.ts only starts a program or a Lambda function. Move what others need to a file of its own.',
    from: {},
    to: { path: '/main\\.ts$' },
  },
  {
    name: 'no-tests-in-product-code',
    comment: 'Helpers of tests must not reach what is deployed or published.',
    from: { pathNot: TESTS },
    to: { path: TESTS },
  },
  {
    name: 'no-import-of-a-spec',
    comment: 'A spec only tests. Move what several specs need to a folder `testing`.',
    from: {},
    to: { path: '\\.spec\\.ts$' },
  },
  {
    name: 'resolvable',
    comment: 'An import that cannot be found is missing in the graph, and no other rule sees it.',
    from: {},
    to: { couldNotResolve: true },
  },
];

/** @type {import('dependency-cruiser').ICruiseOptions} */
export const options = {
  doNotFollow: { path: 'node_modules' },
  // Imports of types are in the graph, too.
  tsPreCompilationDeps: true,
  tsConfig: { fileName: 'tsconfig.base.json' },
  enhancedResolveOptions: {
    exportsFields: ['exports'],
    conditionNames: ['import', 'node', 'default', 'types'],
  },
};

/** @type {import('dependency-cruiser').IConfiguration} */
export default { forbidden: forbidden.map((rule) => ({ severity: 'error', ...rule })), options };
