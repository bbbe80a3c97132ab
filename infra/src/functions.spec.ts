import { migrationsHash } from '@product-service/dsql/migrations';
import { nameOf, synthesize } from './testing/synthesize.js';

const template = synthesize('alice');
const functions = Object.entries(template.findResources('AWS::Lambda::Function')).map(
  ([logicalId, { Properties, DependsOn }]) => ({
    logicalId,
    name: Properties.FunctionName.replace(/^ProductService-(.*)-alice$/, '$1') as string,
    role: nameOf(Properties.Role),
    properties: Properties,
    dependsOn: DependsOn as string[],
  }),
);

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | string[];
  readonly Resource: unknown;
}
const policies = Object.values(template.findResources('AWS::IAM::Policy')).map(({ Properties }) => ({
  roles: Properties.Roles.map(nameOf) as string[],
  statements: Properties.PolicyDocument.Statement as Statement[],
}));

/** What a role's policy says with this effect, as `action resource`. */
const said = (effect: Statement['Effect'], role: string): string[] =>
  policies
    .filter(({ roles }) => roles.includes(role))
    .flatMap(({ statements }) => statements.filter(({ Effect }) => Effect === effect))
    .flatMap(({ Action, Resource }) =>
      [Action].flat().flatMap((action) => [Resource].flat().map((on) => `${action} ${nameOf(on)}`)),
    )
    .sort();

const CONNECT = 'dsql:DbConnect ProductApiDatabaseCluster';
const NUDGE = 'sqs:SendMessage ProductApiOutboxQueue';
const SECRET =
  'ssm:GetParameter {"Fn::Join":["",["arn:",{"Ref":"AWS::Partition"},":ssm:",{"Ref":"AWS::Region"},":",' +
  '{"Ref":"AWS::AccountId"},":parameter/alice/ProductService/secret-access-key"]]}';
const API_KEY = 'secretsmanager:GetSecretValue DatadogApiKey';
const consume = (queue: string) =>
  ['ChangeMessageVisibility', 'DeleteMessage', 'GetQueueAttributes', 'GetQueueUrl', 'ReceiveMessage'].map(
    (action) => `sqs:${action} ${queue}`,
  );
/** What a consumer gives up goes to the dead letters of its own queue. */
const consumeOrGiveUp = (queue: string) => [...consume(queue), `sqs:SendMessage ${queue}DeadLetters`];
const QUEUES = ['DEAD_LETTER_QUEUE_URL', 'QUEUE_URL'];

interface Expected {
  readonly variables: readonly string[];
  readonly grants: readonly string[];
  readonly timeout?: number;
}
const reader: Expected = { variables: ['DSQL_CLUSTER_ENDPOINT'], grants: [CONNECT] };
const writer: Expected = {
  variables: ['DSQL_CLUSTER_ENDPOINT', 'JWT_SECRET_PARAM_NAME', 'OUTBOX_QUEUE_URL'],
  grants: [CONNECT, NUDGE, SECRET],
};
const EXPECTED: Record<string, Expected> = {
  CreateProduct: writer,
  UpdateProduct: writer,
  DeleteProduct: writer,
  GetProduct: reader,
  ListProducts: reader,
  OutboxProcessor: {
    timeout: 30,
    variables: [
      'DSQL_CLUSTER_ENDPOINT',
      'OUTBOX_QUEUE_URL',
      'PRODUCT_CREATED_TOPIC_ARN',
      'PRODUCT_DELETED_TOPIC_ARN',
      'PRODUCT_UPDATED_TOPIC_ARN',
    ],
    grants: [
      CONNECT,
      NUDGE,
      'sns:Publish ProductApiProductCreated',
      'sns:Publish ProductApiProductDeleted',
      'sns:Publish ProductApiProductUpdated',
      ...consume('ProductApiOutboxQueue'),
    ],
  },
  CheckOutbox: reader,
  HandlePricingChanged: {
    variables: ['DSQL_CLUSTER_ENDPOINT', ...QUEUES],
    grants: [CONNECT, ...consumeOrGiveUp('ProductApiPricingChangedQueue')],
  },
  HandleStockUpdated: {
    variables: ['DSQL_CLUSTER_ENDPOINT', ...QUEUES],
    grants: [CONNECT, ...consumeOrGiveUp('ProductApiStockUpdatedQueue')],
  },
  MigrateDatabase: {
    timeout: 900,
    variables: ['DSQL_CLUSTER_ENDPOINT'],
    grants: ['dsql:DbConnectAdmin ProductApiDatabaseCluster'],
  },
  TranslatePricingCalculated: {
    variables: ['PRICE_CALCULATED_TOPIC_ARN', ...QUEUES],
    grants: [
      'sns:Publish ProductAclPricingChanged',
      ...consumeOrGiveUp('ProductAclTranslatePricingCalculatedQueue'),
    ],
  },
  TranslateStockUpdated: {
    variables: ['STOCK_LEVEL_UPDATED_TOPIC_ARN', ...QUEUES],
    grants: [
      'sns:Publish ProductAclStockUpdated',
      ...consumeOrGiveUp('ProductAclTranslateStockUpdatedQueue'),
    ],
  },
  PublishPublicEvents: {
    variables: ['EVENT_BUS_NAME', ...QUEUES],
    grants: ['events:PutEvents EventBusesOwn', ...consumeOrGiveUp('ProductEventPublisherPublicEventsQueue')],
  },
};

it('are those of the service and no other', () => {
  expect(functions.map(({ name }) => name).sort()).toEqual(Object.keys(EXPECTED).sort());
});

describe.each(functions)('$name', ({ logicalId, name, role, properties, dependsOn }) => {
  const expected = EXPECTED[name] ?? reader;

  it('runs as every function of the service does', () => {
    expect(properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      MemorySize: 512,
      Timeout: expected.timeout ?? 29,
      LoggingConfig: { LogFormat: 'JSON' },
    });
  });

  it('has the variables it reads and no other', () => {
    const variables = Object.keys(properties.Environment.Variables);
    // Datadog's have a spec of their own.
    expect(variables.filter((variable) => !variable.startsWith('DD_')).sort()).toEqual(
      ['ENV', ...expected.variables].sort(),
    );
  });

  it('may do what it does and nothing else', () => {
    expect(said('Allow', role)).toEqual([...expected.grants, API_KEY].sort());
    expect(functions.filter((other) => other.role === role)).toHaveLength(1);
  });

  it('leaves logs to the extension', () => {
    expect(said('Deny', role)).toEqual(
      ['logs:CreateLogGroup "*"', 'logs:CreateLogStream "*"', 'logs:PutLogEvents "*"'].sort(),
    );
  });

  it('is there only after the migration if it uses the database', () => {
    const [[migration, { Properties }] = ['', {}]] = Object.entries(
      template.findResources('Custom::DatabaseMigration'),
    );
    const usesDatabase = expected.grants.includes(CONNECT);
    expect(dependsOn.includes(migration)).toBe(usesDatabase);
    expect(Properties.roleArns.map(nameOf).includes(role)).toBe(usesDatabase);
    expect(nameOf(Properties.ServiceToken) === nameOf({ Ref: logicalId })).toBe(name === 'MigrateDatabase');
  });
});

it('the migration runs again when the migrations change', () => {
  template.hasResourceProperties('Custom::DatabaseMigration', { migrations: migrationsHash() });
});

it('the migration runs again when the cluster is another one', () => {
  const [migration] = Object.values(template.findResources('Custom::DatabaseMigration'));
  const [cluster] = Object.keys(template.findResources('AWS::DSQL::Cluster'));
  expect(migration?.Properties.clusterArn).toEqual({ 'Fn::GetAtt': [cluster, 'ResourceArn'] });
});

it('each schedule may do what it is for and nothing else', () => {
  const roles = Object.values(template.findResources('AWS::Scheduler::Schedule')).map(({ Properties }) =>
    nameOf(Properties.Target.RoleArn),
  );
  expect(roles.flatMap((role) => said('Allow', role)).sort()).toEqual([
    'lambda:InvokeFunction ProductApiOutboxCheckCheckOutbox',
    NUDGE,
  ]);
});

it('no policy allows a wildcard', () => {
  const allowing = policies.flatMap(({ statements }) =>
    statements.filter(({ Effect }) => Effect === 'Allow'),
  );
  expect(JSON.stringify(allowing)).not.toContain('*');
});

it('no role has a managed policy', () => {
  for (const { Properties } of Object.values(template.findResources('AWS::IAM::Role'))) {
    expect(Object.keys(Properties)).toEqual(['AssumeRolePolicyDocument']);
  }
});
