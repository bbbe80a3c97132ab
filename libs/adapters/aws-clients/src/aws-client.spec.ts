import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { awsClient } from './aws-client.js';
import { CALL_TIME, longestCallMs } from './call-time.js';
import { FAULTS, startFaultyServer, type Fault, type FaultyServer } from './testing/index.js';

describe('a client', () => {
  let server: FaultyServer;

  beforeAll(() => {
    Object.assign(process.env, {
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'x',
      AWS_SECRET_ACCESS_KEY: 'x',
    });
  });
  const startServer = async (fault: Fault) => {
    server = await startFaultyServer(fault);
    process.env['AWS_ENDPOINT_URL'] = server.url;
  };
  afterEach(() => server.close());

  it.each(Object.keys(FAULTS) as Fault[])(
    'gives up after its maximum of attempts if the server %s',
    async (fault) => {
      await startServer(fault);
      const sns = awsClient(SNSClient, { attempts: 2, attemptMs: 200 });
      const call = sns.send(new PublishCommand({ TopicArn: 'arn', Message: '{}' }));
      await expect(call).rejects.toMatchObject({ $metadata: { attempts: 2 } });
      expect(server.requests()).toBe(2);
    },
  );

  it('fails with a TimeoutError if there is no response in time', async () => {
    await startServer('stays silent');
    const sqs = awsClient(SQSClient, { attempts: 1, attemptMs: 100 });
    const call = sqs.send(new SendMessageCommand({ QueueUrl: `${server.url}/1/q`, MessageBody: '{}' }));
    await expect(call).rejects.toMatchObject({
      name: 'TimeoutError',
      message: '127.0.0.1 did not respond within 100 ms.',
    });
  });

  it('ignores the server’s Retry-After', async () => {
    await startServer('sends Retry-After of an hour');
    const sns = awsClient(SNSClient, { attempts: 2, attemptMs: 1_000 });
    // The SDK would wait for 20 seconds; the test times out after 5.
    await expect(sns.send(new PublishCommand({ TopicArn: 'arn', Message: '{}' }))).rejects.toThrow();
    expect(server.requests()).toBe(2);
  });

  it('can be aborted', async () => {
    await startServer('stays silent');
    const sns = awsClient(SNSClient, CALL_TIME.publish);
    const call = sns.send(new PublishCommand({ TopicArn: 'arn', Message: '{}' }), {
      abortSignal: AbortSignal.timeout(100),
    });
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(server.requests()).toBe(1);
  });
});

describe('the time of a call', () => {
  it('includes all attempts and the longest pauses between them', () => {
    expect(longestCallMs({ attempts: 1, attemptMs: 2_000 })).toBe(2_000);
    expect(longestCallMs({ attempts: 3, attemptMs: 2_000 })).toBe(7_500);
  });

  it.each(Object.entries(CALL_TIME))(
    'of %s is far below the timeouts of API Gateway and of a consumer',
    (_, time) => {
      expect(longestCallMs(time)).toBeLessThan(10_000);
    },
  );
});
