import { migrationsHash } from '@product-service/dsql/migrations';
import { TOPIC_VARIABLES, type Variable } from '@product-service/environment';
import { type PrivateEventType, topicId } from './constructs/private-topic.js';
import {
  type DeployedFunction,
  folderOf,
  functionsOf,
  lambdaFolders,
  migrationOf,
  permissionsOf,
  resourcesOf,
  routesOf,
} from './testing/stack-view.js';
import { nameOf, synthesize } from './testing/synthesize.js';

const template = synthesize('alice');
const functions = functionsOf(template);
const queues = resourcesOf(template, 'AWS::SQS::Queue');
const topics = resourcesOf(template, 'AWS::SNS::Topic').map(({ name }) => name);
const schedules = resourcesOf(template, 'AWS::Scheduler::Schedule');
const routes = routesOf(template);
const migration = migrationOf(template);

const SECRET =
  '{"Fn::Join":["",["arn:",{"Ref":"AWS::Partition"},":ssm:",{"Ref":"AWS::Region"},":",' +
  '{"Ref":"AWS::AccountId"},":parameter/alice/ProductService/secret-access-key"]]}';
const OUTBOX = queues.find(({ properties }) => properties['FifoQueue'])?.name ?? '';

const deadLetterQueues = queues.flatMap(({ properties }) =>
  properties['RedrivePolicy'] ? [nameOf(properties['RedrivePolicy'].deadLetterTargetArn)] : [],
);
const workQueues = queues.filter(({ name }) => !deadLetterQueues.includes(name));
/** The function that operators invoke. */
const OPERATED = 'ProductApiOperatorOperate';

interface Use {
  /** The resource that the variable names. */
  readonly value: string;
  /** Permissions of a function that has the variable, as `action resource`. */
  readonly allows: readonly string[];
}
const use = (value: string, ...actions: string[]): Use => ({
  value,
  allows: actions.map((action) => `${action} ${value}`),
});
/** Every queue that is not a dead-letter queue, with a JSON text of their names and URLs. */
const QUEUES: Use = {
  value: JSON.stringify({
    'Fn::Join': [
      '',
      workQueues
        .map(({ name, logicalId }) => ({
          name: name.replace(/^Product(Api|Acl|EventPublisher)/, ''),
          url: { Ref: logicalId },
        }))
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .flatMap(({ name, url }, index) => [`${index === 0 ? '{' : '",'}"${name}":"`, url])
        .concat('"}'),
    ],
  }),
  allows: [
    ...queues.flatMap(({ name }) => [`sqs:GetQueueAttributes ${name}`, `sqs:PurgeQueue ${name}`]),
    ...workQueues.filter(({ name }) => name !== OUTBOX).map(({ name }) => `sqs:SendMessage ${name}`),
    ...deadLetterQueues.flatMap((name) =>
      [
        'ChangeMessageVisibility',
        'DeleteMessage',
        'ListMessageMoveTasks',
        'ReceiveMessage',
        'StartMessageMoveTask',
      ].map((action) => `sqs:${action} ${name}`),
    ),
  ],
};
const NOTHING: Use = { value: 'undefined', allows: [] };

/** For each variable: the resource it names, and the permissions that come with it. */
const usesOf = ({ name, queue = '' }: DeployedFunction): Record<Variable, Use> => {
  const redrive = queues.find((each) => each.name === queue)?.properties['RedrivePolicy'];
  return {
    ...(Object.fromEntries(
      Object.entries(TOPIC_VARIABLES).map(([event, variable]) => [
        variable,
        use(topics.find((topic) => topic.endsWith(topicId(event as PrivateEventType))) ?? '', 'sns:Publish'),
      ]),
    ) as Record<(typeof TOPIC_VARIABLES)[PrivateEventType], Use>),
    ENV: use('"alice"'),
    DSQL_CLUSTER_ENDPOINT: use(
      'ProductApiDatabaseCluster',
      name === migration ? 'dsql:DbConnectAdmin' : 'dsql:DbConnect',
    ),
    DATABASE_URL: NOTHING,
    DATABASE_PIPELINING: use('"auto"'),
    JWT_SECRET_PARAM_NAME: {
      value: '"/alice/ProductService/secret-access-key"',
      allows: [`ssm:GetParameter ${SECRET}`],
    },
    OUTBOX_QUEUE_URL: use(OUTBOX, 'sqs:SendMessage'),
    QUEUES,
    QUEUE_URL: use(queue),
    DEAD_LETTER_QUEUE_URL: use(redrive ? nameOf(redrive.deadLetterTargetArn) : '', 'sqs:SendMessage'),
    EVENT_BUS_NAME: use('EventBusesOwn', 'events:PutEvents'),
    PUBLIC_EVENT_VERSIONS: use('"v1,v2"'),
  };
};

/** The function's variables. datadog.spec.ts checks those of Datadog. */
const variablesOf = ({ variables }: DeployedFunction): readonly string[] =>
  Object.keys(variables).filter((name) => !name.startsWith('DD_'));

const reads = (queue: string): readonly string[] =>
  ['ChangeMessageVisibility', 'DeleteMessage', 'GetQueueAttributes', 'GetQueueUrl', 'ReceiveMessage'].map(
    (action) => `sqs:${action} ${queue}`,
  );

it('every folder apps/product-*/* with a main.ts is deployed as one function', () => {
  const deployed = functions.map(({ id }) => folderOf(id));
  const missing = lambdaFolders().filter((folder) => !deployed.includes(folder));
  expect(
    missing.map((folder) => `${folder} is not deployed: add an InstrumentedFunction to infra/src.`),
  ).toEqual([]);
  expect(new Set(deployed).size).toBe(functions.length);
  expect(deployed).not.toContain(undefined);
});

it('every function is invoked: by a route, a queue, a schedule, the deployment or an operator', () => {
  const invoked = new Set([
    ...routes.map(({ handler }) => handler),
    ...schedules.map(({ properties }) => nameOf(properties['Target'].Arn)),
    migration,
    OPERATED,
  ]);
  const idle = functions.filter(({ name, queue }) => queue === undefined && !invoked.has(name));
  expect(
    idle.map(({ id }) => `Nothing invokes ${id}: give it a route, a ResilientQueue or a schedule.`),
  ).toEqual([]);
});

describe.each(functions)('$id', (lambda) => {
  const { name, id, role, properties, variables, dependsOn } = lambda;
  const uses = usesOf(lambda);

  it('has the common runtime settings', () => {
    expect(properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      MemorySize: 512,
      LoggingConfig: { LogFormat: 'JSON' },
    });
  });

  it('has the name of the contract, with at most 64 characters in every environment', () => {
    expect(properties['FunctionName']).toBe(`ProductService-${id}-alice`);
    const longest = `ProductService-${id}-${'a'.repeat(20)}`;
    expect([longest, longest.length > 64]).toEqual([longest, false]);
  });

  it('has variables that name the right resources', () => {
    const named = Object.fromEntries(variablesOf(lambda).map((each) => [each, nameOf(variables[each])]));
    expect(named).toEqual(
      Object.fromEntries(variablesOf(lambda).map((each) => [each, uses[each as Variable]?.value])),
    );
  });

  it('has exactly the permissions that its variables and its queue need', () => {
    const expected = [
      'secretsmanager:GetSecretValue DatadogApiKey',
      ...variablesOf(lambda).flatMap((each) => uses[each as Variable]?.allows ?? []),
      ...(lambda.queue === undefined ? [] : reads(lambda.queue)),
    ];
    expect(permissionsOf(template, role)).toEqual(expected.sort());
    expect(functions.filter((other) => other.role === role)).toHaveLength(1);
  });

  it('may not write to CloudWatch Logs: the extension sends the logs', () => {
    expect(permissionsOf(template, role, 'Deny')).toEqual(
      ['logs:CreateLogGroup "*"', 'logs:CreateLogStream "*"', 'logs:PutLogEvents "*"'].sort(),
    );
  });

  it('is created and updated after the migration if it uses the database', () => {
    const [resource] = resourcesOf(template, 'Custom::DatabaseMigration');
    const usesDatabase = 'DSQL_CLUSTER_ENDPOINT' in variables && name !== migration;
    expect(dependsOn.includes(resource?.logicalId ?? '')).toBe(usesDatabase);
    expect(resource?.properties['roleArns'].map(nameOf).includes(role)).toBe(usesDatabase);
  });
});

it.each(routes.filter(({ handler }) => handler !== undefined))(
  '$method $path: $handler ends before the timeout of API Gateway',
  ({ handler }) => {
    const lambda = functions.find(({ name }) => name === handler);
    expect(lambda?.properties['Timeout']).toBeLessThanOrEqual(29);
  },
);

it('the migration has the maximum timeout of Lambda', () => {
  const lambda = functions.find(({ name }) => name === migration);
  expect(lambda).toMatchObject({ id: 'MigrateDatabase', properties: { Timeout: 900 } });
});

it('the migration runs again when the migrations change', () => {
  template.hasResourceProperties('Custom::DatabaseMigration', { migrations: migrationsHash() });
});

it('the migration runs again when the cluster changes', () => {
  const [resource] = resourcesOf(template, 'Custom::DatabaseMigration');
  const [cluster] = resourcesOf(template, 'AWS::DSQL::Cluster');
  expect(resource?.properties['clusterArn']).toEqual({ 'Fn::GetAtt': [cluster?.logicalId, 'ResourceArn'] });
});

it('no policy allows a wildcard', () => {
  const roles = resourcesOf(template, 'AWS::IAM::Role').map(({ name }) => name);
  expect(roles.flatMap((role) => permissionsOf(template, role)).filter((each) => /\*/.test(each))).toEqual(
    [],
  );
});

it('no role has a managed policy', () => {
  for (const { properties } of resourcesOf(template, 'AWS::IAM::Role')) {
    expect(Object.keys(properties)).toEqual(['AssumeRolePolicyDocument']);
  }
});
