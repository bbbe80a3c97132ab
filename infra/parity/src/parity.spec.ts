import { deployedFacts, difference, withoutExceptions } from './compare.js';
import { DEPLOYMENTS } from './deployments.js';
import { EXCEPTIONS } from './exceptions.js';

process.env['CDK_VALIDATION'] = 'false';

const CASES = DEPLOYMENTS.flatMap((variables) => {
  const cdk = deployedFacts('cdk', variables);
  return (['sam', 'terraform'] as const).map((tool) => {
    const facts = deployedFacts(tool, variables);
    return { ENV: variables['ENV'], tool, facts, differences: difference(cdk, facts) };
  });
});

it.each(CASES)('$tool creates the same infrastructure as CDK for $ENV', ({ tool, differences }) => {
  expect(withoutExceptions(tool, differences)).toEqual([]);
});

it.each(EXCEPTIONS)('$tool needs the exception: $reason', ({ tool, lines }) => {
  const differences = CASES.filter((it) => it.tool === tool).flatMap((it) => it.differences);
  expect(differences.filter((line) => lines.test(line.slice(2)))).not.toEqual([]);
});
