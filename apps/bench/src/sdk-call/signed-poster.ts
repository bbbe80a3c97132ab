import { createHash, createHmac, randomUUID, type BinaryLike } from 'node:crypto';
import { Agent, request } from 'node:http';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: BinaryLike, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** Sends a signed message to a FIFO queue over a kept connection, with no more than that takes. */
export const signedPoster = (endpoint: string) => {
  const agent = new Agent({ keepAlive: true });
  const { host } = new URL(endpoint);
  const date = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = `${date.slice(0, 8)}/us-east-1/sqs/aws4_request`;
  const key = scope.split('/').reduce<BinaryLike>(hmac, 'AWS4bench') as Buffer;
  const target = 'AmazonSQS.SendMessage';
  const names = 'host;x-amz-date;x-amz-target';

  return (): Promise<void> =>
    new Promise((resolve, reject) => {
      const body = JSON.stringify({
        QueueUrl: `${endpoint}/1/outbox.fifo`,
        MessageBody: '{}',
        MessageGroupId: 'outbox',
        MessageDeduplicationId: randomUUID(),
      });
      const canonical = `POST\n/\n\nhost:${host}\nx-amz-date:${date}\nx-amz-target:${target}\n\n${names}\n${hash(body)}`;
      const signature = hmac(key, `AWS4-HMAC-SHA256\n${date}\n${scope}\n${hash(canonical)}`).toString('hex');
      const headers = {
        host,
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-date': date,
        'x-amz-target': target,
        authorization: `AWS4-HMAC-SHA256 Credential=bench/${scope}, SignedHeaders=${names}, Signature=${signature}`,
      };
      request(endpoint, { method: 'POST', agent, headers }, (response) => {
        response.resume().on('end', resolve).on('error', reject);
      })
        .on('error', reject)
        .end(body);
    });
};
