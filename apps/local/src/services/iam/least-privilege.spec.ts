import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { permissionsStack } from '../../testing/permissions-stack.js';
import { type Line, type RunningLocal, startLocal } from '../../testing/start-local.js';
import { synthesize } from '../../testing/synthesize.js';

jest.setTimeout(60_000);

let local: RunningLocal;
beforeAll(async () => {
  local = await startLocal({ assembly: synthesize(permissionsStack) });
});
afterAll(() => local?.stop());

const post = (path: string, body: unknown = {}): Promise<Response> =>
  fetch(`${local.api}/${path}`, { method: 'POST', body: JSON.stringify(body) });
const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:${local.region}:000000000000:${resource}`;
const queueUrl = (name: string): string => `${local.aws}/000000000000/${name}`;
const entry = (EventBusName: string) => ({ EventBusName, Source: 'test', DetailType: 'test', Detail: '{}' });
const denied = (caller: string, action: string) =>
  local.waitForLine(
    (line) => line['event'] === 'denied' && line['caller'] === caller && line['action'] === action,
  );

interface Call {
  readonly service: string;
  readonly client: string;
  readonly command: string;
  readonly input: (name: string) => object;
  /** What the function's role has to allow, and on what. */
  readonly action: string;
  readonly resource: (name: string) => string;
  readonly refusal: { readonly name: string; readonly status: number };
}

const usual = { name: 'AccessDeniedException', status: 400 };
const sns = {
  service: 'sns',
  client: 'SNSClient',
  action: 'sns:Publish',
  resource: (name: string) => arn('sns', name),
  refusal: { name: 'AuthorizationErrorException', status: 403 },
};
const CALLS: Call[] = [
  {
    ...sns,
    command: 'PublishCommand',
    input: (name) => ({ TopicArn: arn('sns', name), Message: 'm' }),
  },
  {
    ...sns,
    command: 'PublishBatchCommand',
    input: (name) => ({
      TopicArn: arn('sns', name),
      PublishBatchRequestEntries: [{ Id: '1', Message: 'm' }],
    }),
  },
  {
    service: 'sqs',
    client: 'SQSClient',
    command: 'SendMessageBatchCommand',
    input: (name) => ({ QueueUrl: queueUrl(name), Entries: [{ Id: '1', MessageBody: 'm' }] }),
    action: 'sqs:SendMessage',
    resource: (name) => arn('sqs', name),
    refusal: { name: 'AccessDenied', status: 403 },
  },
  {
    service: 'eventbridge',
    client: 'EventBridgeClient',
    command: 'PutEventsCommand',
    input: (name) => ({ Entries: [entry('allowed'), entry(arn('events', `event-bus/${name}`))] }),
    action: 'events:PutEvents',
    resource: (name) => arn('events', `event-bus/${name}`),
    refusal: usual,
  },
  {
    service: 'ssm',
    client: 'SSMClient',
    command: 'GetParameterCommand',
    input: (name) => ({ Name: `/test/${name}` }),
    action: 'ssm:GetParameter',
    resource: (name) => arn('ssm', `parameter/test/${name}`),
    refusal: usual,
  },
];

describe('a function', () => {
  const call = async ({ input, ...rest }: Call, name: string) =>
    (await post('call', { ...rest, input: input(name) })).json() as Promise<Record<string, unknown>>;

  it.each(CALLS)('may call $command as its role allows, and not otherwise', async (made) => {
    const { action, resource, refusal } = made;
    const refused = (name: string, reason: string) => ({
      ...refusal,
      message: expect.stringContaining(
        `/caller is not authorized to perform: ${action} on resource: ${resource(name)} ${reason}`,
      ),
    });
    expect(await call(made, 'allowed')).toEqual({});
    expect(await call(made, 'forbidden')).toEqual(
      refused('forbidden', `because no identity-based policy allows the ${action} action`),
    );
    expect(await call(made, 'denied')).toEqual(
      refused('denied', 'with an explicit deny in an identity-based policy'),
    );
    await local.waitForLine((line) => line['event'] === 'denied' && line['resource'] === resource('denied'));
    expect(await denied('caller', action)).toMatchObject({ resource: resource('forbidden') });
  });

  it('may not make calls of which nobody knows what they take', async () => {
    const unlisted = { ...CALLS[0]!, command: 'ListTopicsCommand', input: () => ({}) };
    expect(await call(unlisted, 'allowed')).toMatchObject({
      name: 'AuthorizationErrorException',
      message: expect.stringMatching(/sns:ListTopics on resource: \* because the local cloud does not know/),
    });
  });

  it('gets the database as its role allows', async () => {
    const url = async (path: string) => (await post(path)).text();
    expect(await url('DbConnectAdmin')).toMatch(/^postgres:\/\/postgres:/);
    expect(await url('DbConnect')).toMatch(/^postgres:\/\/product_api_function:/);
    expect(await url('GetCluster')).toBe('none');
    expect(await denied('GetCluster', 'dsql:DbConnect')).toMatchObject({
      resource: expect.stringMatching(/^arn:aws:dsql:.*:cluster\//),
    });
    expect(await url('outsider')).toContain('Internal server error');
  });
});

describe('what no policy allows', () => {
  it('is not done by the API', async () => {
    expect((await post('outsider')).status).toBe(500);
    expect(await denied('API, for outsider', 'lambda:InvokeFunction')).toMatchObject({
      resource: arn('lambda', 'function:outsider'),
    });
  });

  it('is not done by topics and buses; the administrator may do everything', async () => {
    const options = {
      endpoint: local.aws,
      region: local.region,
      credentials: { accessKeyId: 'a', secretAccessKey: 's' },
    };
    await new SNSClient(options).send(new PublishCommand({ TopicArn: arn('sns', 'allowed'), Message: 'm' }));
    await new EventBridgeClient(options).send(new PutEventsCommand({ Entries: [entry('allowed')] }));
    expect(await denied('allowed', 'sqs:SendMessage')).toMatchObject({ resource: arn('sqs', 'closed') });
    await local.waitForLine(
      (line) => line['event'] === 'denied' && String(line['caller']).startsWith('rule '),
    );
    const { Attributes } = await new SQSClient(options).send(
      new GetQueueAttributesCommand({
        QueueUrl: queueUrl('closed'),
        AttributeNames: ['ApproximateNumberOfMessages'],
      }),
    );
    expect(Attributes).toEqual({ ApproximateNumberOfMessages: '0' });
  });

  it('is not done by schedules', async () => {
    const isSchedule = (line: Line): boolean => String(line['caller']).startsWith('schedule ');
    expect(await local.waitForLine(isSchedule)).toMatchObject({
      event: 'denied',
      action: 'lambda:InvokeFunction',
      resource: arn('lambda', 'function:outsider'),
    });
    expect(local.lines.filter(({ cause }) => String(cause).startsWith('schedule '))).toEqual([]);
  });

  it("is not done by a function's event source", async () => {
    expect(await denied('outsider', 'sqs:ReceiveMessage')).toMatchObject({ resource: arn('sqs', 'closed') });
  });
});
