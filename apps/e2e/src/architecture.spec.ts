import { join } from 'node:path';
import { workspaceRoot } from '@nx/devkit';
import { ESLint } from 'eslint';

/** Lint rules hold the architecture only if they fail on what breaks it. */
describe('the architecture’s lint rules', () => {
  const eslint = new ESLint({ cwd: workspaceRoot });
  const findings = async (file: string, code: string) => {
    const [result] = await eslint.lintText(code, { filePath: join(workspaceRoot, file) });
    return result!.messages.map(({ ruleId }) => ruleId);
  };
  const boundaries = '@nx/enforce-module-boundaries';

  it.each([
    ['the domain imports an adapter', 'libs/domain/product/src/x.ts', '@product-service/dsql', boundaries],
    ['the domain imports a package', 'libs/domain/product/src/x.ts', 'kysely', boundaries],
    ['the domain imports Node', 'libs/domain/product/src/x.ts', 'node:crypto', 'no-restricted-imports'],
    [
      'one domain imports another service’s',
      'libs/domain/product-acl/src/x.ts',
      '@product-service/product',
      boundaries,
    ],
    [
      'an adapter imports observability',
      'libs/adapters/sns/src/x.ts',
      '@product-service/observability',
      boundaries,
    ],
    ['an adapter imports the tracer', 'libs/adapters/sns/src/x.ts', 'dd-trace', boundaries],
    [
      'observability imports an adapter',
      'libs/observability/src/x.ts',
      '@product-service/logger',
      boundaries,
    ],
    ['an app imports an SDK', 'apps/product-api/create-product/x.ts', '@aws-sdk/client-sns', boundaries],
    ['an app imports the database driver', 'apps/product-api/create-product/x.ts', 'pg', boundaries],
    ['an app imports the tracer', 'apps/product-api/create-product/x.ts', 'dd-trace', boundaries],
    [
      'the ACL imports the database',
      'apps/product-acl/translate-stock-updated/x.ts',
      '@product-service/dsql',
      boundaries,
    ],
    [
      'the event publisher imports the database',
      'apps/product-event-publisher/publish-public-events/x.ts',
      '@product-service/dsql',
      boundaries,
    ],
  ])('fail when %s', async (_, file, imported, rule) => {
    expect(await findings(file, `import * as x from '${imported}';\nexport const y = x;\n`)).toContain(rule);
  });

  it.each(['Date.now()', 'Math.random()', 'process.env'])(
    'fail when the domain uses %s',
    async (expression) => {
      const rules = await findings('libs/domain/product/src/x.ts', `export const x = ${expression};\n`);
      expect(rules).toContainEqual(expect.stringMatching(/^no-restricted-/));
    },
  );

  it('fail when an adapter makes an AWS client by itself', async () => {
    const code = `import { SQSClient } from '@aws-sdk/client-sqs';\nexport const y = new SQSClient({});\n`;
    expect(await findings('libs/adapters/sqs/src/x.ts', code)).toEqual(['no-restricted-syntax']);
  });

  it('pass what the architecture allows', async () => {
    const code = (imported: string) => `import * as x from '${imported}';\nexport const y = x;\n`;
    expect(await findings('libs/adapters/dsql/src/x.ts', code('@product-service/product'))).toEqual([]);
    expect(await findings('apps/product-api/create-product/x.ts', code('@product-service/dsql'))).toEqual([]);
  });
});
