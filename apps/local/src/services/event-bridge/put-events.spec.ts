import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { messagingStack } from '../../testing/messaging-stack.js';
import { rawCall } from '../../testing/raw-call.js';
import { type RunningLocal, startLocal } from '../../testing/start-local.js';
import { synthesize } from '../../testing/synthesize.js';

jest.setTimeout(60_000);

let local: RunningLocal;
let events: EventBridgeClient;

beforeAll(async () => {
  local = await startLocal({ assembly: synthesize(messagingStack) });
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  events = new EventBridgeClient({ endpoint: local.aws, region: local.region, credentials, maxAttempts: 1 });
});
afterAll(() => local?.stop());

const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:${local.region}:000000000000:${resource}`;
const call = (operation: string, body: string) => rawCall(local.aws, `AWSEvents.${operation}`, body);

const ENTRY = { Source: 'test', DetailType: 'test', Detail: '{}', EventBusName: 'bus' };
const putOne = async (entry: object) => {
  const { status, answer } = await call('PutEvents', JSON.stringify({ Entries: [{ ...ENTRY, ...entry }] }));
  const [result] = (answer['Entries'] ?? []) as Record<string, unknown>[];
  return result?.['ErrorCode'] ?? answer['__type'] ?? (status === 200 ? 'accepted' : status);
};

describe('PutEvents', () => {
  it.each<[string, object, string]>([
    ['no Source', { Source: undefined }, 'InvalidArgument'],
    ['an empty DetailType', { DetailType: '' }, 'InvalidArgument'],
    ['a long DetailType', { DetailType: 'x'.repeat(129) }, 'InvalidArgument'],
    ['a time in 31 billion years', { Time: 1e18 }, 'InvalidArgument'],
    ['a time outside the range of Date', { Time: 1e300 }, 'InvalidArgument'],
    ['the year 10000', { Time: 253_402_300_800 }, 'InvalidArgument'],
    ['a time before the year 0', { Time: -1e12 }, 'InvalidArgument'],
    ['a time before 1970', { Time: -1.5 }, 'accepted'],
    ['a time as text', { Time: '2026-01-01T00:00:00Z' }, 'ValidationException'],
    ['null for optional fields', { Time: null, Resources: null, TraceHeader: null }, 'accepted'],
    ['invalid JSON', { Detail: '{' }, 'MalformedDetail'],
    ['a list', { Detail: '[]' }, 'MalformedDetail'],
    ['null', { Detail: 'null' }, 'MalformedDetail'],
    ['a number', { Detail: '1' }, 'MalformedDetail'],
    ['the same key twice', { Detail: '{"a":1,"a":2}' }, 'accepted'],
    ['1,000 levels', { Detail: `{"x":${'['.repeat(999)}${']'.repeat(999)}}` }, 'accepted'],
    ['1,001 levels', { Detail: `{"x":${'['.repeat(1000)}${']'.repeat(1000)}}` }, 'MalformedDetail'],
    ['50,000 levels', { Detail: `{"x":${'['.repeat(50_000)}${']'.repeat(50_000)}}` }, 'MalformedDetail'],
    ['brackets in a text', { Detail: JSON.stringify({ x: `\\"${'['.repeat(2000)}` }) }, 'accepted'],
    ['a Source of AWS', { Source: 'aws.s3' }, 'NotAuthorizedForSourceException'],
    ['Resources that are not a list', { Resources: 'arn' }, 'ValidationException'],
    ['a bus that does not exist', { EventBusName: 'nowhere' }, 'accepted'],
    ['a bus named like a field of Object', { EventBusName: '__proto__' }, 'accepted'],
    ['a bus name with a line break', { EventBusName: 'bus\nforged' }, 'ValidationException'],
    ['a number for a Source', { Source: 1 }, 'ValidationException'],
  ])('answers %s as EventBridge does', async (_name, entry, result) => {
    expect(await putOne(entry)).toBe(result);
  });

  it.each([
    ['{}', 'ValidationException'],
    ['{"Entries":null}', 'ValidationException'],
    ['{"Entries":[]}', 'ValidationException'],
    ['{"Entries":[null]}', 'ValidationException'],
    ['{"Entries":{}}', 'ValidationException'],
    ['[]', 'SerializationException'],
    ['null', 'SerializationException'],
  ])('refuses the whole request %s', async (body, __type) => {
    expect(await call('PutEvents', body)).toMatchObject({ status: 400, answer: { __type } });
  });

  it('accepts the name or the ARN of a bus, and logs a bus that does not exist', async () => {
    await putOne({ EventBusName: arn('events', 'event-bus/bus'), DetailType: 'by-arn' });
    await local.waitForLine(({ type, channel }) => type === 'by-arn' && channel === 'bus');
    const elsewhere = 'arn:aws:events:eu-west-1:000000000000:event-bus/bus';
    await putOne({ EventBusName: elsewhere, DetailType: 'lost' });
    await local.waitForLine(({ message }) => String(message).endsWith(`there is no event bus ${elsewhere}`));
  });

  it('refuses invalid entries only', async () => {
    const entry = { Source: 'a', DetailType: 'b', Detail: '{}', EventBusName: 'bus' };
    const { FailedEntryCount, Entries } = await events.send(
      new PutEventsCommand({
        Entries: [
          entry,
          { ...entry, Detail: '{' },
          { ...entry, Source: undefined },
          { ...entry, Source: 'aws.s3' },
        ],
      }),
    );
    expect(FailedEntryCount).toBe(3);
    expect(Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      undefined,
      'MalformedDetail',
      'InvalidArgument',
      'NotAuthorizedForSourceException',
    ]);
  });

  it('refuses more than ten entries, and more than 1 MiB', async () => {
    const entry = { Source: 'a', DetailType: 'b', Detail: '{}' };
    const many = new PutEventsCommand({ Entries: Array.from({ length: 11 }, () => entry) });
    await expect(events.send(many)).rejects.toMatchObject({ name: 'ValidationException' });
    const large = new PutEventsCommand({
      Entries: [{ ...entry, Detail: JSON.stringify({ x: 'x'.repeat(1024 * 1024) }) }],
    });
    await expect(events.send(large)).rejects.toMatchObject({ name: 'ValidationException' });
  });
});
