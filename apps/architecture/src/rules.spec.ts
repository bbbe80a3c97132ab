import type { ICruiseResult } from 'dependency-cruiser';
import { cruise, type Configuration } from './cruise.js';
import { plantedWorkspace, type Import } from './testing/planted-workspace.js';

const resultOf = (configuration: Configuration, workspace?: string) =>
  JSON.parse(
    cruise(configuration, { ...(workspace && { workspace }), flags: ['-T', 'json'] }),
  ) as ICruiseResult;

it.each(['rules', 'folders'] as const)('the workspace keeps the %s', (configuration) => {
  expect(cruise(configuration, { flags: ['-T', 'err-long'] })).toContain('no dependency violations found');
});

it('every rule has a reason, and is about files that exist', () => {
  const { modules, summary } = resultOf('rules');
  const rules = summary.ruleSetUsed?.forbidden ?? [];
  for (const { comment } of rules) expect(comment).toMatch(/^[A-Z].{20,}[.?]$/);
  const paths = rules.flatMap((rule) => ('from' in rule && rule.from.path ? [rule.from.path].flat() : []));
  expect(paths).not.toEqual([]);
  const unused = paths.filter((path) => !modules.some(({ source }) => new RegExp(path).test(source)));
  expect(unused).toEqual([]);
});

const EVENTS = 'libs/domain/events/src';
const PRODUCT = 'libs/domain/product/src';
const inLocal = (arrow: string): Import => {
  const [from, to] = arrow.split(' -> ').map((file) => `apps/local/src/${file}`) as [string, string];
  return { from, to };
};

/** One import that breaks each rule, or each part of it. */
const VIOLATIONS: readonly (Import & { readonly rule: string })[] = [
  { rule: 'no-circle', from: `${EVENTS}/a.ts`, to: `${EVENTS}/b.ts` },
  { rule: 'no-circle', from: `${EVENTS}/c.ts`, to: `${EVENTS}/d.ts`, type: true },
  { rule: 'aggregate-below-ports', from: `${PRODUCT}/price.ts`, to: `${PRODUCT}/ports/outbox.ts` },
  { rule: 'aggregate-below-ports', from: `${PRODUCT}/price.ts`, to: `${PRODUCT}/use-cases/create.ts` },
  { rule: 'ports-below-use-cases', from: `${PRODUCT}/ports/outbox.ts`, to: `${PRODUCT}/use-cases/create.ts` },
  ...[
    'core/time.ts -> process/lock.ts',
    'process/lock.ts -> service-model/service.ts',
    'build/build.ts -> cloud-formation/assembly.ts',
    'http/server.ts -> service-model/service.ts',
    'console/display.ts -> services/sqs/index.ts',
    'console/display.ts -> cloud-formation/scope.ts',
    'ledger/verdict.ts -> services/sns/index.ts',
    'trace/draw.ts -> services/lambda/index.ts',
    'service-model/service.ts -> services/index.ts',
    'emulator/emulator.ts -> services/sqs/index.ts',
    'cloud-formation/deploy.ts -> services/sqs/index.ts',
    'cloud-formation/deploy.ts -> aws-endpoint/caller.ts',
    'aws-endpoint/caller.ts -> services/iam/index.ts',
    'services/sqs/queue.ts -> aws-endpoint/caller.ts',
    'services/sqs/queue.ts -> cloud-formation/scope.ts',
    'services/sqs/queue.ts -> local-cloud.ts',
    'services/sqs/queue.ts -> command-line.ts',
  ].map((arrow) => ({ rule: `local-${arrow.split('/')[0]}`, ...inLocal(arrow) })),
  { rule: 'local-folder-has-a-rule', ...inLocal('local-cloud.ts -> what-else/file.ts') },
  { rule: 'service-by-its-index', ...inLocal('services/sqs/queue.ts -> services/iam/policy.ts') },
  { rule: 'service-by-its-index', ...inLocal('local-cloud.ts -> services/iam/policy.ts') },
  { rule: 'index-on-top', from: 'libs/adapters/sns/src/publisher.ts', to: 'libs/adapters/sns/src/index.ts' },
  { rule: 'main-on-top', from: 'apps/product-api/list/x.ts', to: 'apps/product-api/create/main.ts' },
  { rule: 'no-tests-in-product-code', from: 'infra/src/app.ts', to: 'infra/src/testing/synthesize.ts' },
  { rule: 'no-import-of-a-spec', from: 'infra/src/one.spec.ts', to: 'infra/src/other.spec.ts' },
  { rule: 'resolvable', from: 'infra/src/app.ts', to: './missing.js' },
];

/** The rest of the circles above, which are found once, and imports that look like the ones above and are allowed. */
const ALLOWED: readonly Import[] = [
  { from: `${EVENTS}/b.ts`, to: `${EVENTS}/a.ts` },
  { from: `${EVENTS}/d.ts`, to: `${EVENTS}/c.ts`, type: true },
  { from: `${PRODUCT}/use-cases/create.ts`, to: `${PRODUCT}/ports/repository.ts` },
  { from: `${PRODUCT}/ports/repository.ts`, to: `${PRODUCT}/product.ts` },
  { from: `${PRODUCT}/index.ts`, to: `${PRODUCT}/use-cases/create.ts` },
  { from: `${PRODUCT}/product.spec.ts`, to: `${PRODUCT}/testing/database.ts` },
  ...[
    'main.ts -> local-cloud.ts',
    'local-cloud.ts -> aws-endpoint/listener.ts',
    'local-cloud.ts -> services/index.ts',
    'services/index.ts -> services/sqs/index.ts',
    'services/sqs/queue.ts -> services/sqs/message.ts',
    'services/sqs/queue.ts -> services/iam/index.ts',
    'services/sqs/queue.ts -> service-model/operation.ts',
    'services/sqs/queue.spec.ts -> aws-endpoint/listener.ts',
    'services/sqs/queue.spec.ts -> testing/stack.ts',
  ].map(inLocal),
];

/** Two folders that import each other, though no two files do. */
const CIRCLE_OF_FOLDERS: readonly Import[] = [
  { from: 'libs/adapters/dsql/src/read/rows.ts', to: 'libs/adapters/dsql/src/write/row.ts' },
  { from: 'libs/adapters/dsql/src/write/save.ts', to: 'libs/adapters/dsql/src/read/find.ts', type: true },
];

describe('in a workspace with planted violations', () => {
  const foundBy = (configuration: Configuration, imports: readonly Import[]) =>
    resultOf(configuration, plantedWorkspace(imports)).summary.violations.map(({ rule, from, to }) => [
      rule.name,
      from,
      to,
    ]);

  const found = foundBy('rules', [...VIOLATIONS, ...ALLOWED]);
  it.each(VIOLATIONS.map(({ rule, from, to }) => [rule, from, to]))('%s: %s -> %s', (...violation) => {
    expect(found).toContainEqual(violation);
  });
  it('nothing else is found', () => {
    expect(found).toHaveLength(VIOLATIONS.length);
  });

  it('no-circle-of-folders', () => {
    expect(foundBy('folders', CIRCLE_OF_FOLDERS)).toEqual([
      ['no-circle-of-folders', 'libs/adapters/dsql/src/read', 'libs/adapters/dsql/src/write'],
      ['no-circle-of-folders', 'libs/adapters/dsql/src/write', 'libs/adapters/dsql/src/read'],
    ]);
  });
});
