import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mockedTest, type MockedResource, type Schemas, type TestPlan } from './mocked-test.js';
import type { WorkingCopy } from './terraform.js';

/** A resource or data source after a run. */
export interface StateResource extends MockedResource {
  readonly values: Readonly<Record<string, unknown>>;
  readonly depends_on?: readonly string[];
}

interface StateModule {
  readonly resources?: readonly StateResource[];
  readonly child_modules?: readonly StateModule[];
}

/** The provider's schema of a type. */
export interface Schema {
  readonly block: SchemaBlock;
}
export interface SchemaBlock {
  readonly attributes?: Readonly<
    Record<string, { readonly optional?: boolean; readonly computed?: boolean; readonly required?: boolean }>
  >;
  readonly block_types?: Readonly<Record<string, { readonly block: SchemaBlock }>>;
}

/** What `terraform test -json -verbose` prints about a run. */
export interface Result {
  readonly resources: readonly StateResource[];
  readonly outputs: Readonly<Record<string, { readonly value: unknown }>>;
  readonly schemas: {
    readonly resources: Readonly<Record<string, Schema>>;
    readonly data: Readonly<Record<string, Schema>>;
  };
}

/** Runs a test with a mocked provider. @returns a result for each run */
export const runTest = (
  { folder, terraform }: WorkingCopy,
  plan: TestPlan,
): readonly [Result, ...Result[]] => {
  const tests = join(folder, 'mocked');
  rmSync(tests, { recursive: true, force: true });
  mkdirSync(tests);
  writeFileSync(join(tests, 'evaluate.tftest.hcl'), mockedTest(plan));
  const lines = terraform(['test', '-test-directory=mocked', '-json', '-verbose', '-no-color']).split('\n');
  const results = lines
    .filter((line) => line.includes('"test_state":') || line.includes('"test_plan":'))
    .map((line): Result => {
      const { test_state: state, test_plan: changes } = JSON.parse(line);
      const [provider] = Object.values((state ?? changes).provider_schemas) as [
        { resource_schemas: Record<string, Schema>; data_source_schemas: Record<string, Schema> },
      ];
      return {
        resources: state ? inModule(state.root_module) : changes.resource_changes,
        outputs: state?.outputs ?? {},
        schemas: { resources: provider.resource_schemas, data: provider.data_source_schemas },
      };
    });
  const [first, ...rest] = results;
  if (!first) throw new Error('"terraform test" printed no state');
  return [first, ...rest];
};

const inModule = ({ resources = [], child_modules: children = [] }: StateModule = {}): StateResource[] => [
  ...resources,
  ...children.flatMap(inModule),
];

/** The attributes of all types. */
export const attributesOf = ({ schemas }: Result): Schemas => {
  const entries = (prefix: string, types: Readonly<Record<string, Schema>>) =>
    Object.entries(types).map(([type, { block }]) => [`${prefix}${type}`, block.attributes ?? {}] as const);
  return Object.fromEntries([...entries('', schemas.resources), ...entries('data ', schemas.data)]);
};

/** The value of an expression with a text. Terraform may print warnings before it. */
export const evaluateExpression = (
  { terraform }: WorkingCopy,
  variables: Readonly<Record<string, string | boolean>>,
  expression: string,
): string => {
  const given = Object.entries(variables).map(([name, value]) => `-var=${name}=${value}`);
  const lines = terraform(['console', ...given], `${expression}\n`)
    .trim()
    .split('\n');
  return JSON.parse(lines.at(-1) ?? '') as string;
};
