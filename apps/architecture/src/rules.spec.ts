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

/** Folders that apps/local is going to have. */
const PLANNED = /services|cloud-formation|aws-endpoint/;

it('every rule is about files that exist', () => {
  const { modules, summary } = resultOf('rules');
  const paths = (summary.ruleSetUsed?.forbidden ?? []).flatMap((rule) =>
    'from' in rule && rule.from.path ? [rule.from.path].flat() : [],
  );
  expect(paths).not.toEqual([]);
  const unused = paths.filter((path) => !modules.some(({ source }) => new RegExp(path).test(source)));
  expect(unused.filter((path) => !PLANNED.test(path))).toEqual([]);
});

const EVENTS = 'libs/domain/events/src';
const PRODUCT = 'libs/domain/product/src';
const LOCAL = 'apps/local/src';

/** One import that breaks each rule, or each part of it. */
const VIOLATIONS: readonly (Import & { readonly rule: string })[] = [
  { rule: 'no-circle', from: `${EVENTS}/a.ts`, to: `${EVENTS}/b.ts` },
  { rule: 'no-circle', from: `${EVENTS}/c.ts`, to: `${EVENTS}/d.ts`, type: true },
  { rule: 'aggregate-below-ports', from: `${PRODUCT}/price.ts`, to: `${PRODUCT}/ports/outbox.ts` },
  { rule: 'aggregate-below-ports', from: `${PRODUCT}/price.ts`, to: `${PRODUCT}/use-cases/create.ts` },
  { rule: 'ports-below-use-cases', from: `${PRODUCT}/ports/outbox.ts`, to: `${PRODUCT}/use-cases/create.ts` },
  ...['services/sqs/index.ts', 'aws-endpoint/caller.ts', 'local-cloud.ts'].map((to) => ({
    rule: 'cloud-formation-below-services',
    from: `${LOCAL}/cloud-formation/deploy.ts`,
    to: `${LOCAL}/${to}`,
  })),
  ...['aws-endpoint/caller.ts', 'local-cloud.ts', 'command-line.ts'].map((to) => ({
    rule: 'services-below-aws-endpoint',
    from: `${LOCAL}/services/sqs/queue.ts`,
    to: `${LOCAL}/${to}`,
  })),
  {
    rule: 'service-by-its-index',
    from: `${LOCAL}/services/sqs/queue.ts`,
    to: `${LOCAL}/services/iam/policy.ts`,
  },
  {
    rule: 'aws-endpoint-below-start',
    from: `${LOCAL}/aws-endpoint/caller.ts`,
    to: `${LOCAL}/local-cloud.ts`,
  },
  ...['console', 'trace'].flatMap((folder) =>
    ['services/sqs/index.ts', 'cloud-formation/scope.ts', 'aws-endpoint/caller.ts'].map((to) => ({
      rule: 'console-and-trace-at-the-bottom',
      from: `${LOCAL}/${folder}/view.ts`,
      to: `${LOCAL}/${to}`,
    })),
  ),
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
  { from: `${LOCAL}/main.ts`, to: `${LOCAL}/local-cloud.ts` },
  { from: `${LOCAL}/local-cloud.ts`, to: `${LOCAL}/aws-endpoint/listener.ts` },
  { from: `${LOCAL}/aws-endpoint/listener.ts`, to: `${LOCAL}/services/sqs/index.ts` },
  { from: `${LOCAL}/services/sqs/queue.ts`, to: `${LOCAL}/services/sqs/message.ts` },
  { from: `${LOCAL}/services/sqs/queue.ts`, to: `${LOCAL}/services/iam/index.ts` },
  { from: `${LOCAL}/services/sqs/queue.ts`, to: `${LOCAL}/cloud-formation/resource.ts` },
  { from: `${LOCAL}/services/sqs/queue.spec.ts`, to: `${LOCAL}/aws-endpoint/listener.ts` },
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
