import { PublishBatchCommand, SNSClient } from '@aws-sdk/client-sns';
import { type RunningAwsEndpoint, startAwsEndpoint } from '../../testing/start-aws-endpoint.js';

let endpoint: RunningAwsEndpoint;
let sns: SNSClient;
beforeAll(async () => {
  endpoint = await startAwsEndpoint();
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
  sns = new SNSClient({ endpoint: endpoint.address, region: 'us-east-1', credentials });
});
afterAll(async () => {
  sns.destroy();
  await endpoint.stop();
});

const publish = (bytes: number) =>
  sns.send(
    new PublishBatchCommand({
      TopicArn: 'arn:aws:sns:us-east-1:000000000000:topic',
      PublishBatchRequestEntries: ['1', '2'].map((Id) => ({
        Id,
        Message: 'x'.repeat(bytes),
        MessageAttributes: { kind: { DataType: 'String', StringValue: 'x' } },
      })),
    }),
  );

it('accepts 256 KiB in a batch, with the attributes, and no more', async () => {
  // Two attributes of `kind`, `String` and `x`.
  const most = (256 * 1024) / 2 - 11;
  await expect(publish(most)).rejects.toMatchObject({ name: 'NotFoundException' });
  await expect(publish(most + 1)).rejects.toMatchObject({ name: 'BatchRequestTooLongException' });
});
