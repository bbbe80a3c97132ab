import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { functionName } from '@product-service/environment';
import { build } from '@product-service/local/testing';
import { pricingCalculated, stockUpdated } from './facts.js';
import { Service } from './service.js';

/** Permissions, each needed by another flow, with the result of that flow without it. All are removed at once, which is faster. */
const GRANTS: [
  name: string,
  action: string,
  flow: (service: Service) => Promise<unknown>,
  result: unknown,
][] = [
  [
    'CreateProduct',
    'sqs:SendMessage',
    async (service) => (await service.create('Flat White', 3)).status,
    201,
  ],
  ['OutboxProcessor', 'sns:Publish', async (service) => (await service.delete('FLATWHITE')).status, 200],
  [
    'UpdateProduct',
    'ssm:GetParameter',
    async (service) => (await service.update('X', 'Name', 1)).status,
    500,
  ],
  ['GetProduct', 'dsql:DbConnect', async (service) => (await service.get('X')).status, 503],
  ['TranslatePricingCalculated', 'sns:Publish', (service) => pricingCalculated(service), undefined],
  ['TranslateStockUpdated', 'sqs:ReceiveMessage', (service) => stockUpdated(service), undefined],
];

/** Runs on the CDK app only: the permissions of the other deployments are the same. */
describe('permissions of the functions, with one missing for each flow', () => {
  let folder: string;
  let service: Service;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'missing-permissions-'));
    await build({ tool: 'cdk', env: 'local' }, folder, AbortSignal.timeout(120_000));
    await removeGrants(join(folder, 'ProductService.template.json'));
    service = await Service.start({ assembly: folder });
  }, 180_000);
  afterAll(async () => {
    await service?.stop();
    await rm(folder, { recursive: true });
  });

  it.each(GRANTS)(
    '%s needs %s',
    async (name, action, flow, result) => {
      expect(await flow(service)).toBe(result);
      const caller = functionName(name, 'local');
      await service.local.waitForLine(
        (line) => line['event'] === 'denied' && line['caller'] === caller && line['action'] === action,
        20_000,
      );
    },
    30_000,
  );

  it('nothing else is denied, and no event is published', () => {
    const { lines } = service.local;
    const denied = lines.filter(({ event }) => event === 'denied');
    const expected = GRANTS.map(([name, action]) => `${functionName(name, 'local')} ${action}`);
    expect(new Set(denied.map(({ caller, action }) => `${caller} ${action}`))).toEqual(new Set(expected));
    expect(lines.filter(({ event, via }) => event === 'published' && via === 'sns')).toEqual([]);
  });
});

type Resource = { readonly Type: string; readonly Properties: Readonly<Record<string, unknown>> };
type Document = { Statement: { readonly Action: string | readonly string[] }[] };

/** Removes the permissions from the template. @throws Error that names a permission which the template does not grant */
const removeGrants = async (templateFile: string): Promise<void> => {
  const template = JSON.parse(await readFile(templateFile, 'utf8')) as {
    Resources: Record<string, Resource>;
  };
  const resources = Object.values(template.Resources).filter(({ Properties }) => Properties);
  for (const [name, action] of GRANTS) {
    const lambda = resources.find(
      ({ Properties }) => Properties['FunctionName'] === functionName(name, 'local'),
    );
    const [role] = (lambda?.Properties['Role'] as { 'Fn::GetAtt': [string, string] })['Fn::GetAtt'];
    const document = resources.find(
      ({ Type, Properties }) =>
        Type === 'AWS::IAM::Policy' &&
        JSON.stringify(Properties['Roles']) === JSON.stringify([{ Ref: role }]),
    )?.Properties['PolicyDocument'] as Document;
    const before = JSON.stringify(document);
    document.Statement = document.Statement.flatMap(({ Action, ...rest }) => {
      const left = [Action].flat().filter((it) => it !== action);
      return left.length > 0 ? [{ ...rest, Action: left }] : [];
    });
    if (JSON.stringify(document) === before) throw new Error(`The template does not grant ${name} ${action}`);
  }
  await writeFile(templateFile, JSON.stringify(template));
};
