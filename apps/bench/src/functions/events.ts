import { instantOf, toEnvelope, type Event, type EventType } from '@product-service/events';
import { randomBytes, randomUUID } from 'node:crypto';

const SOURCE = 'bench.products';
/** The topics and the bus deliver to queues; the functions read these. */
type Via = 'sns' | 'eventbridge';

/** Headers as the sender's tracer writes them. */
export const headersOf = (isTraced: boolean): Record<string, string> =>
  isTraced
    ? {
        traceparent: `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`,
        'dd-pathway-ctx-base64': 'Z8KhUUmyHLzk85eO3mbk85eO3mY=',
      }
    : {};

/** What SNS delivers to a queue for a message. */
export const snsNotification = (message: string): string =>
  JSON.stringify({
    Type: 'Notification',
    MessageId: randomUUID(),
    TopicArn: 'arn:aws:sns:us-east-1:000000000000:topic',
    Message: message,
    Timestamp: new Date().toISOString(),
    SignatureVersion: '1',
    Signature: 'x'.repeat(344),
    SigningCertURL: 'https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0.pem',
    UnsubscribeURL: 'https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe',
  });

/** What EventBridge delivers to a queue for an event. */
const busEvent = (type: string, detail: object): string =>
  JSON.stringify({
    version: '0',
    id: randomUUID(),
    'detail-type': type,
    source: SOURCE,
    account: '000000000000',
    time: new Date().toISOString(),
    region: 'us-east-1',
    resources: [],
    detail,
  });

let receives = 0;
const record = (body: string) => {
  receives += 1;
  const now = String(Date.now());
  return {
    messageId: randomUUID(),
    receiptHandle: `receipt-${receives}`.padEnd(200, '='),
    body,
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: now,
      SenderId: 'AIDAIT2UOQQY3AUEKVGXU',
      ApproximateFirstReceiveTimestamp: now,
    },
    messageAttributes: {},
    md5OfBody: '0'.repeat(32),
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:messages',
    awsRegion: 'us-east-1',
  };
};

/** What Lambda gives to the function for these bodies, as JSON. */
export const sqsEvent = (bodies: readonly string[]): string =>
  JSON.stringify({ Records: bodies.map(record) });

/** A batch with one event for each product. */
export const batchOf = <T extends EventType>(
  via: Via,
  type: T,
  products: readonly string[],
  dataOf: (productId: string) => Event<T>['data'],
  isTraced: boolean,
): string =>
  sqsEvent(
    products.map((productId) => {
      const event = {
        id: randomUUID(),
        type,
        time: instantOf(new Date()),
        subject: productId,
        sequence: '1',
        data: dataOf(productId),
        headers: {},
      } as unknown as Event;
      const envelope = toEnvelope({ ...event, headers: headersOf(isTraced) }, SOURCE);
      return via === 'sns' ? snsNotification(JSON.stringify(envelope)) : busEvent(type, envelope);
    }),
  );
