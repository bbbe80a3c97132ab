/**
 * Which file may import which, checked by dependency-cruiser. The rules between projects are the Nx tags in
 * eslint.config.mjs; the rules here are about files and folders, which Nx does not look at.
 */

/** May import anything, and nothing else imports them. */
export const TESTS = String.raw`\.spec\.ts$|/testing/|/jest\.config\.ts$|^apps/(e2e|packages-e2e|architecture)/`;

/** Made by a generator, which has its own rules. */
export const GENERATED = '^libs/adapters/client/src/';

const PRODUCT = '^libs/domain/product/src/';
const LOCAL = '^apps/local/src/';

/**
 * The folders of the local cloud, from bottom to top, and what each may import of the others. The files above them
 * (`main.ts`, `local-cloud.ts` …) put the parts together: they may import every folder, and no folder imports them.
 * @type {readonly { folder: string, imports: readonly string[], reason: string }[]}
 */
const LOCAL_FOLDERS = [
  { folder: 'core', imports: [], reason: 'The terms that all parts use depend on nothing.' },
  {
    folder: 'process',
    imports: ['core'],
    reason: 'Processes, files and locks of this machine know nothing of AWS.',
  },
  {
    folder: 'build',
    imports: ['core', 'process'],
    reason: 'A build makes a cloud assembly. It does not know what runs the assembly.',
  },
  { folder: 'http', imports: ['core', 'process'], reason: 'An HTTP server knows nothing of AWS.' },
  {
    folder: 'api-page',
    imports: ['core', 'http'],
    reason: 'The page knows the addresses of the API and of its documents, and nothing of AWS.',
  },
  {
    folder: 'terminal',
    imports: ['core'],
    reason: 'What people see is made from plain data, whatever produced it.',
  },
  {
    folder: 'ledger',
    imports: ['core'],
    reason:
      'The ledger compares plain data: it knows neither the services that report it nor who shows the verdict.',
  },
  { folder: 'trace', imports: ['core'], reason: 'A trace is drawn from plain data, whatever produced it.' },
  {
    folder: 'service-model',
    imports: ['core'],
    reason: 'What all services have in common knows none of them.',
  },
  {
    folder: 'emulator',
    imports: ['core', 'service-model'],
    reason: 'The services that use the emulator know it. It does not know them.',
  },
  {
    folder: 'cloud-formation',
    imports: ['core', 'service-model'],
    reason:
      'The deployment engine knows services by the service model only, so that a new one does not change it.',
  },
  {
    folder: 'aws-endpoint',
    imports: ['core', 'service-model', 'http'],
    reason: 'The endpoint knows services by the service model only, so that a new one does not change it.',
  },
  {
    folder: 'faults',
    imports: ['core', 'process', 'service-model'],
    reason:
      'A fault happens to calls, connections and processes. It knows no service, and no service knows it.',
  },
  {
    folder: 'services',
    imports: ['core', 'service-model', 'http', 'emulator'],
    reason: 'A service works, and is tested, without the endpoint and without the deployment engine.',
  },
  {
    folder: 'topology',
    imports: ['core', 'service-model', 'services'],
    reason: 'The picture of what runs is read from the services. They do not know it.',
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
  {
    name: 'aggregate-below-ports',
    comment:
      'The rules about one product do not depend on how it is stored, or on the use case that calls them.',
    from: { path: `${PRODUCT}(?!index\\.ts)[^/]+$`, pathNot: TESTS },
    to: { path: `${PRODUCT}(ports|use-cases)/` },
  },
  {
    name: 'ports-below-use-cases',
    comment: 'A port states what the domain needs. An adapter implements it without knowing the use cases.',
    from: { path: `${PRODUCT}ports/` },
    to: { path: `${PRODUCT}use-cases/` },
  },
  ...LOCAL_FOLDERS.map(({ folder, imports, reason }) => ({
    name: `local-${folder}`,
    comment: `${reason} It imports ${imports.join(', ') || 'no other folder'}.`,
    from: { path: `${LOCAL}${folder}/`, pathNot: TESTS },
    to: { path: LOCAL, pathNot: [folder, ...imports].map((allowed) => `${LOCAL}${allowed}/`) },
  })),
  {
    name: 'local-folder-has-a-rule',
    comment: 'A new folder of the local cloud gets a row in LOCAL_FOLDERS: what may it import, and why?',
    from: {},
    to: {
      path: `${LOCAL}[^/]+/`,
      pathNot: [TESTS, `${LOCAL}(${LOCAL_FOLDERS.map(({ folder }) => folder).join('|')})/`],
    },
  },
  {
    name: 'service-by-its-index',
    comment: 'A service of the local cloud can change inside without the others: they import its index.ts.',
    from: { path: `${LOCAL}(services/[^/]+|[^/]+)`, pathNot: TESTS },
    to: { path: `${LOCAL}services/[^/]+/`, pathNot: [`${LOCAL}$1/`, `${LOCAL}services/[^/]+/index\\.ts$`] },
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
    comment:
      'Helpers of tests must not reach what is deployed or published. Benchmarks, faults and hostile inputs need the same local cloud.',
    from: { pathNot: [TESTS, '^apps/(bench|faults|fuzz)/'] },
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
  exclude: GENERATED,
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
