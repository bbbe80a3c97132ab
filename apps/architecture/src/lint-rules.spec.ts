import { join } from 'node:path';
import { ESLint, type Linter } from 'eslint';
import { WORKSPACE } from './cruise.js';

const BOUNDARIES = '@nx/enforce-module-boundaries';
const LENGTH = 'max-lines';

describe('the workspace keeps the lint rules of the architecture', () => {
  const eslint = new ESLint({
    cwd: WORKSPACE,
    ruleFilter: ({ ruleId }) => [BOUNDARIES, LENGTH].includes(ruleId),
  });
  let files: ESLint.LintResult[];
  beforeAll(async () => {
    files = await eslint.lintFiles(['apps', 'libs', 'infra']);
  });

  it('without a violation', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(
      files.flatMap(({ filePath, messages }) => messages.map(({ message }) => [filePath, message])),
    ).toEqual([]);
  });

  it('with a reason for each exception: eslint-disable … -- reason', () => {
    const exceptions = files.map(({ filePath, suppressedMessages }) => [
      filePath,
      unexplained(suppressedMessages),
    ]);
    expect(exceptions.filter(([, messages]) => messages!.length > 0)).toEqual([]);
  });
});

/** Messages that a comment suppresses without saying why. */
const unexplained = (messages: readonly Linter.SuppressedLintMessage[]): string[] =>
  messages
    .filter(({ suppressions }) => suppressions.some(({ justification }) => !justification))
    .map(({ message }) => message);

/** Lint rules hold the architecture only if they fail on what breaks it. */
describe('the lint rules', () => {
  const eslint = new ESLint({ cwd: WORKSPACE });
  const lint = async (file: string, code: string) => {
    const [result] = await eslint.lintText(code, { filePath: join(WORKSPACE, file) });
    return result!;
  };
  const findings = async (file: string, code: string) =>
    (await lint(file, code)).messages.map(({ ruleId }) => ruleId);

  it.each([
    ['the domain imports an adapter', 'libs/domain/product/src/x.ts', '@product-service/dsql', BOUNDARIES],
    ['the domain imports a package', 'libs/domain/product/src/x.ts', 'kysely', BOUNDARIES],
    ['the domain imports Node', 'libs/domain/product/src/x.ts', 'node:crypto', 'no-restricted-imports'],
    [
      'one domain imports another service’s',
      'libs/domain/product-acl/src/x.ts',
      '@product-service/product',
      BOUNDARIES,
    ],
    [
      'the domain imports an app',
      'libs/domain/product/src/x.ts',
      '@product-service/local/testing',
      BOUNDARIES,
    ],
    [
      'a package imports another by its path',
      'libs/adapters/sns/src/x.ts',
      '../../jwt/src/index.js',
      BOUNDARIES,
    ],
    [
      'two packages import each other',
      'libs/adapters/environment/src/x.ts',
      '@product-service/sqs',
      BOUNDARIES,
    ],
    [
      'an adapter imports observability',
      'libs/adapters/sns/src/x.ts',
      '@product-service/observability',
      BOUNDARIES,
    ],
    ['an adapter imports the tracer', 'libs/adapters/sns/src/x.ts', 'dd-trace', BOUNDARIES],
    [
      'observability imports an adapter',
      'libs/observability/src/x.ts',
      '@product-service/logger',
      BOUNDARIES,
    ],
    ['an app imports an SDK', 'apps/product-api/create-product/x.ts', '@aws-sdk/client-sns', BOUNDARIES],
    ['an app imports the database driver', 'apps/product-api/create-product/x.ts', 'pg', BOUNDARIES],
    ['an app imports the tracer', 'apps/product-api/create-product/x.ts', 'dd-trace', BOUNDARIES],
    [
      'the ACL imports the database',
      'apps/product-acl/translate-stock-updated/x.ts',
      '@product-service/dsql',
      BOUNDARIES,
    ],
    [
      'the event publisher imports the database',
      'apps/product-event-publisher/publish-public-events/x.ts',
      '@product-service/dsql',
      BOUNDARIES,
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

  describe.each(['x.ts', 'x.spec.ts', 'testing/x.ts'])('count the lines of %s', (name) => {
    const file = `libs/adapters/sqs/src/${name}`;
    const lines = (count: number) => `\n// Not counted.\n${'void 0;\n'.repeat(count)}`;

    it('and fail above 200, without blank lines and comments', async () => {
      expect(await findings(file, lines(200))).toEqual([]);
      expect(await findings(file, lines(201))).toEqual([LENGTH]);
    });

    it.each([
      ['/* eslint-disable max-lines -- One table, which is read as a whole. */', 0],
      ['/* eslint-disable max-lines */', 1],
      ['/* eslint-disable */', 1],
    ])('and take %s', async (comment, missingReasons) => {
      const { messages, suppressedMessages } = await lint(file, comment + lines(201));
      expect(messages).toEqual([]);
      expect(unexplained(suppressedMessages)).toHaveLength(missingReasons);
    });
  });
});
