import type { EvaluatedConfiguration, EvaluatedResource } from './evaluated-configuration.js';
import { givenValues, inventedValues, refuseUnknown } from './given-values.js';
import { DATA } from './mocked-test.js';
import { API_KEY, withReferences } from './symbol.js';
import { attributesOf, evaluateExpression, runTest, type StateResource } from './terraform-test.js';
import type { WorkingCopy } from './terraform.js';

/**
 * Lets Terraform evaluate the configuration, without an account: `terraform test` with a mocked provider. The first run tells
 * the addresses. In the next ones each address has symbolic values, so references stay recognisable. What differs between
 * two of these runs was invented by the mock, so the configuration does not give it.
 */
export const evaluate = (
  copy: WorkingCopy,
  variables: Readonly<Record<string, string | boolean>>,
): EvaluatedConfiguration => {
  const runtime = evaluateExpression(copy, variables, 'var.lambda_runtime');
  const given = {
    ...variables,
    bundles: copy.bundles,
    ...(!variables['dd_api_key_secret_arn'] && { dd_api_key: API_KEY }),
    lambda_runtime: hasCurrentProvider(copy) ? runtime : KNOWN_RUNTIME,
  };
  const [plan] = runTest(copy, { variables: given, resources: [], schemas: {}, runs: ['plan'] });
  const byAddress = (all: readonly StateResource[]) =>
    [...all].sort((a, b) => (a.address < b.address ? -1 : 1));
  const schemas = attributesOf(plan);
  // A plan does not show the addresses of data sources.
  const [applied] = runTest(copy, {
    variables: given,
    resources: byAddress(plan.resources),
    schemas,
    runs: ['apply'],
  });
  const resources = byAddress(applied.resources);
  const [one, other = one] = runTest(copy, {
    variables: given,
    resources,
    schemas,
    runs: ['apply', 'apply'],
  });

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
    tags: JSON.parse(evaluateExpression(copy, given, 'jsonencode(local.tags)')),
  };
};

/** AWS provider 5 rejects newer runtimes. The configuration is evaluated with this one, and recorded with its own. */
const KNOWN_RUNTIME = 'nodejs22.x';

const hasCurrentProvider = ({ terraform }: WorkingCopy): boolean => {
  const { provider_selections: providers } = JSON.parse(terraform(['version', '-json']));
  return !String(Object.values(providers)[0]).startsWith('5.');
};

/** `module.queue[Prices]` of `module.queue["Prices"]`: recorded texts contain JSON, in which quotation marks are escaped. */
const plainAddress = (address: string): string => address.replaceAll('"', '');

/** An attribute with its own symbol was not given. */
const withoutOwnSymbols = (values: Record<string, unknown>, address: string): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(values).filter(([, value]) => !String(value).startsWith(`\${${address}.`)),
  );
