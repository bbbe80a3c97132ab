import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import type { Topology } from '@product-service/console/protocol';
import { deployTemplate, type Deployed } from '../testing/deploy-template.js';
import { messagingStack } from '../testing/messaging-stack.js';
import { permissionsStack } from '../testing/permissions-stack.js';
import { synthesize } from '../testing/synthesize.js';
import { temporaryFolder } from '../testing/temporary-folder.js';
import { administratorClient } from '../emulator/administrator.js';
import { describeTopology, fanOut } from './topology.js';

jest.setTimeout(30_000);

const STACK = { env: 'local', stackName: 'Test' };
let deployed: Deployed;
afterEach(() => deployed.stop());

const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:us-east-1:000000000000:${resource}`;
const waysOf = ({ places, connections }: Topology): string[] => {
  const nameOf = (id: string): string => places.find((place) => place.id === id)!.name;
  return connections
    .map(({ from, to, carries }) => `${nameOf(from)} → ${nameOf(to)}${carries ? `: ${carries}` : ''}`)
    .sort();
};

describe('the topology of another template', () => {
  it('has its topics, queues, buses, rules and schedules', async () => {
    deployed = await deployTemplate(synthesize(messagingStack), { ...STACK, workFolder: temporaryFolder() });
    const topology = await describeTopology(deployed);
    expect(waysOf(topology)).toEqual([
      'BusQueue → from-bus',
      'Other services → shared-bus',
      'Ticks → from-schedule',
      'bus → BusQueue: price.changed',
      'every hour → no-retry',
      'every hour → one-retry',
      'every hour → with-input',
      'every hour → without-input',
      'every minute → Ticks',
      'from-bus → results',
      'from-schedule → results',
      'from-topic → results',
      'no-retry → scheduled-events',
      'one-retry → scheduled-events',
      'shared-bus → bus',
      'topic → topic-queue',
      'topic-queue → dead-letters',
      'topic-queue → from-topic',
      'with-input → scheduled-events',
      'without-input → scheduled-events',
    ]);
    expect(topology.places).toContainEqual({
      id: arn('sqs', 'dead-letters'),
      kind: 'dead-letters',
      name: 'dead-letters',
    });
  });

  it('has what other programs have made, and tells which queues get every message of a topic', async () => {
    deployed = await deployTemplate(synthesize(messagingStack), { ...STACK, workFolder: temporaryFolder() });
    const { client } = deployed.services.sqs.queues;
    const sns = new SNSClient(administratorClient(deployed.emulator, 'us-east-1'));
    for (const [QueueName, FilterPolicy] of [
      ['everything', undefined],
      ['some', '{"kind":["a"]}'],
    ] as const) {
      await client.send(new CreateQueueCommand({ QueueName }));
      const Attributes = { ...(FilterPolicy && { FilterPolicy }) };
      const Endpoint = arn('sqs', QueueName);
      await sns.send(
        new SubscribeCommand({ TopicArn: arn('sns', 'topic'), Protocol: 'sqs', Endpoint, Attributes }),
      );
    }
    const { buses } = deployed.services.events;
    const pattern = '{"source":["x"],"detail-type":["thing.done",{"prefix":"other."}]}';
    const rule = buses.putRule({ name: 'theirs', busName: 'bus', pattern, enabled: true });
    const deadLetterArn = arn('sqs', 'some');
    buses.putTargets(rule, [{ id: '1', arn: arn('sqs', 'everything'), deadLetterArn }]);
    const disabled = buses.putRule({ name: 'disabled', busName: 'bus', pattern, enabled: false });
    buses.putTargets(disabled, [{ id: '1', arn: arn('sqs', 'results') }]);

    const topology = await describeTopology(deployed);
    expect(waysOf(topology)).toEqual(
      expect.arrayContaining([
        'topic → everything',
        'topic → some: {"kind":["a"]}',
        'bus → everything: thing.done, {"prefix":"other."}',
        'bus → some',
      ]),
    );
    expect(waysOf(topology)).not.toContain('bus → results');
    expect(topology.places.find(({ name }) => name === 'some')?.kind).toBe('dead-letters');
    expect(fanOut(topology, arn('sns', 'topic')).sort()).toEqual([
      arn('sqs', 'everything'),
      arn('sqs', 'topic-queue'),
    ]);
    sns.destroy();
  });

  it('has only what a role may do', async () => {
    deployed = await deployTemplate(synthesize(permissionsStack), {
      ...STACK,
      workFolder: temporaryFolder(),
    });
    const ways = waysOf(await describeTopology(deployed));
    expect(ways).toEqual(expect.arrayContaining(['caller → allowed']));
    expect(ways).not.toContainEqual(expect.stringMatching(/→ (forbidden|denied)/));
  });
});
