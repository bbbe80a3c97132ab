import { isObject } from '@product-service/cloud-formation';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EvaluatedConfiguration, EvaluatedResource } from './evaluated-configuration.js';
import { DATA, mockedTest, type MockedResource, type Schemas, type TestPlan } from './mocked-test.js';
import { API_KEY, withReferences } from './symbol.js';
import type { WorkingCopy } from './terraform.js';

interface StateResource extends MockedResource {
  readonly values: Readonly<Record<string, unknown>>;
  readonly depends_on?: readonly string[];
}

interface StateModule {
  readonly resources?: readonly StateResource[];
  readonly child_modules?: readonly StateModule[];
}

interface Schema {
  readonly block: SchemaBlock;
}
interface SchemaBlock {
  readonly attributes?: Readonly<
    Record<string, { readonly optional?: boolean; readonly computed?: boolean; readonly required?: boolean }>
  >;
  readonly block_types?: Readonly<Record<string, { readonly block: SchemaBlock }>>;
}

/** What `terraform test -json -verbose` prints about a run. */
interface Result {
  readonly resources: readonly StateResource[];
  readonly outputs: Readonly<Record<string, { readonly value: unknown }>>;
  readonly schemas: {
    readonly resources: Readonly<Record<string, Schema>>;
    readonly data: Readonly<Record<string, Schema>>;
  };
}

/**
 * Lets Terraform evaluate the configuration, without an account: `terraform test` with a mocked provider. The first run tells
 * the addresses. In the next ones each address has symbolic values, so references stay recognisable. What differs between
 * two of these runs was invented by the mock, so the configuration does not give it.
 */
export const evaluate = (
  copy: WorkingCopy,
  variables: Readonly<Record<string, string | boolean>>,
): EvaluatedConfiguration => {
  const runtime = console(copy, variables, 'var.lambda_runtime');
  const given = {
    ...variables,
    bundles: copy.bundles,
    ...(!variables['dd_api_key_secret_arn'] && { dd_api_key: API_KEY }),
    lambda_runtime: hasCurrentProvider(copy) ? runtime : KNOWN_RUNTIME,
  };
  const [plan] = test(copy, { variables: given, resources: [], schemas: {}, runs: ['plan'] });
  const byAddress = (all: readonly StateResource[]) =>
    [...all].sort((a, b) => (a.address < b.address ? -1 : 1));
  const schemas = attributesOf(plan);
  // A plan does not show the addresses of data sources.
  const [applied] = test(copy, {
    variables: given,
    resources: byAddress(plan.resources),
    schemas,
    runs: ['apply'],
  });
  const resources = byAddress(applied.resources);
  const [one, other = one] = test(copy, { variables: given, resources, schemas, runs: ['apply', 'apply'] });

  const unknown = inventedValues(one);
  const addresses = resources.map(({ address }) => plainAddress(address));
  const recorded = one.resources.flatMap((resource): (EvaluatedResource & Pick<StateResource, 'mode'>)[] => {
    const twin = other.resources.find(({ address }) => address === resource.address);
    const schema = (resource.mode === 'data' ? one.schemas.data : one.schemas.resources)[resource.type];
    if (!twin || !schema) throw new Error(`${resource.address} was not in both runs`);
    const address = plainAddress(resource.address);
    refuseUnknown(resource, unknown);
    const values = givenValues(resource.values, twin.values, schema.block);
    const text = JSON.stringify(values).replaceAll(`"${KNOWN_RUNTIME}"`, JSON.stringify(runtime));
    const referenced = JSON.parse(withReferences(text, addresses));
    return [
      {
        address,
        type: resource.type,
        mode: resource.mode,
        values: withoutOwnSymbols(referenced, address),
        dependsOn: (resource.depends_on ?? []).map(plainAddress).sort(),
      },
    ];
  });
  const pick = (mode: string): EvaluatedResource[] =>
    recorded
      .filter((it) => it.mode === mode)
      .map(({ address, type, values, dependsOn }) => ({ address, type, values, dependsOn }))
      .sort((a, b) => (a.address < b.address ? -1 : 1));
  return {
    resources: pick('managed'),
    data: pick('data').filter(({ type }) => type in DATA),
    outputs: Object.fromEntries(
      Object.entries(one.outputs).map(([name, { value }]) => {
        if (unknown.has(value)) throw new Error(`The output ${name} refers to ${unknown.get(value)}.`);
        return [name, withReferences(String(value), addresses)];
      }),
    ),
    tags: JSON.parse(console(copy, given, 'jsonencode(local.tags)')),
  };
};

/** AWS provider 5 rejects newer runtimes. The configuration is evaluated with this one, and recorded with its own. */
const KNOWN_RUNTIME = 'nodejs22.x';

const hasCurrentProvider = ({ terraform }: WorkingCopy): boolean => {
  const { provider_selections: providers } = JSON.parse(terraform(['version', '-json']));
  return !String(Object.values(providers)[0]).startsWith('5.');
};

/** The value of an expression with a text. Terraform may print warnings before it. */
const console = (
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

/** What the mock invented for attributes that only the provider knows, and where. */
const inventedValues = ({ resources, schemas }: Result): ReadonlyMap<unknown, string> => {
  const found = new Map<unknown, string>();
  for (const { address, type, mode, values } of resources) {
    const { attributes = {} } = (mode === 'data' ? schemas.data : schemas.resources)[type]?.block ?? {};
    for (const [name, value] of Object.entries(values)) {
      if (attributes[name]?.computed && INVENTED.test(String(value))) found.set(value, `${address}.${name}`);
    }
  }
  return found;
};

/** A reference to an invented value would look like a setting that is not given. */
const refuseUnknown = (resource: StateResource, unknown: ReadonlyMap<unknown, string>): void => {
  for (const [name, value] of Object.entries(resource.values)) {
    const source = unknown.get(value);
    if (source === undefined || source.startsWith(`${resource.address}.`)) continue;
    throw new Error(
      `${resource.address}.${name} refers to ${source}: add it to "attributes" in conversion/.`,
    );
  }
};

const attributesOf = ({ schemas }: Result): Schemas => {
  const entries = (prefix: string, types: Readonly<Record<string, Schema>>) =>
    Object.entries(types).map(([type, { block }]) => [`${prefix}${type}`, block.attributes ?? {}] as const);
  return Object.fromEntries([...entries('', schemas.resources), ...entries('data ', schemas.data)]);
};

/** @returns a result for each run */
const test = ({ folder, terraform }: WorkingCopy, plan: TestPlan): readonly [Result, ...Result[]] => {
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

/** `module.queue[Prices]` of `module.queue["Prices"]`: recorded texts contain JSON, in which quotation marks are escaped. */
const plainAddress = (address: string): string => address.replaceAll('"', '');

/** What the configuration gives: not what the provider computes, and not the zero values of a mock. */
const givenValues = (
  values: Readonly<Record<string, unknown>>,
  twin: Readonly<Record<string, unknown>>,
  { attributes = {}, block_types: blocks = {} }: SchemaBlock,
): Record<string, unknown> => {
  const given: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    const other = twin[name];
    const attribute = attributes[name];
    const nested = blocks[name];
    if (IGNORED.has(name) || value === null || isEmptyList(value)) continue;
    if (nested) {
      const items = [value].flat().filter(isObject);
      const others = [other].flat().filter(isObject);
      const kept = items.map((item, index) => givenValues(item, others[index] ?? {}, nested.block));
      if (kept.some((item) => Object.keys(item).length > 0)) given[name] = kept;
      continue;
    }
    if (attribute?.computed && !attribute.optional) continue;
    if (JSON.stringify(value) !== JSON.stringify(other)) {
      if (attribute?.computed && INVENTED.test(String(value))) continue;
      throw new Error(`${name} = ${JSON.stringify(value)} refers to a value that has no symbol.`);
    }
    if (attribute?.computed && isZero(value)) continue;
    given[name] = value;
  }
  return given;
};

/** Of Terraform and of the provider itself. Tags are recorded once for all resources. */
const IGNORED = new Set(['id', 'tags', 'tags_all', 'timeouts', 'region']);

/** A text that the mock invented. */
const INVENTED = /^[a-z0-9]{8}$/;

const isEmptyList = (value: unknown): boolean =>
  (Array.isArray(value) && value.length === 0) || (isObject(value) && Object.keys(value).length === 0);
const isZero = (value: unknown): boolean => value === 0 || value === false || value === '';

/** An attribute with its own symbol was not given. */
const withoutOwnSymbols = (values: Record<string, unknown>, address: string): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(values).filter(([, value]) => !String(value).startsWith(`\${${address}.`)),
  );
