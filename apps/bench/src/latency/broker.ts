import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Bench } from '../core/benchmark.js';
import { JWT_SECRET } from '../parts/aws-answers.js';

/** What the broker does with what it gets. It has answered the caller by then. */
export interface Routes {
  /** A message for the relay. */
  readonly onNudge: () => void;
  /** Envelopes that were published to a topic. */
  readonly onPublished: (envelopes: readonly string[]) => void;
  /** Events that were put on the bus, with the time of their arrival. */
  readonly onBus: (details: readonly string[], at: number) => void;
}

/**
 * SNS, SQS and EventBridge without any delay of their own, and Datadog's agent: what is measured is the service alone. Queues on AWS
 * add some milliseconds.
 */
export const startBroker = async (
  routes: Routes,
  { onEnd }: Pick<Bench, 'onEnd'>,
): Promise<{ readonly endpoint: string }> => {
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const at = performance.now();
      const { answer, then } = answerTo(request, body, routes, at);
      response.setHeader('content-type', answer.startsWith('<') ? 'text/xml' : 'application/x-amz-json-1.0');
      response.end(answer);
      then?.();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onEnd(() => {
    server.closeAllConnections();
    server.close();
  });
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
};

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += String(chunk);
  return body;
};

interface Answer {
  readonly answer: string;
  readonly then?: () => void;
}

const answerTo = (
  { url, headers }: IncomingMessage,
  body: string,
  { onNudge, onPublished, onBus }: Routes,
  at: number,
): Answer => {
  // The agent has a path for each kind of data. AWS has none.
  if (url !== '/') return { answer: '{}' };
  switch (String(headers['x-amz-target']).split('.')[1]) {
    case 'SendMessage':
      return { answer: JSON.stringify({ MessageId: 'm', MD5OfMessageBody: MD5_OF_NUDGE }), then: onNudge };
    case 'GetParameter':
      return { answer: JSON.stringify({ Parameter: { Value: JWT_SECRET } }) };
    case 'PutEvents': {
      const { Entries } = JSON.parse(body) as { Entries: readonly { Detail: string }[] };
      return {
        answer: JSON.stringify({ FailedEntryCount: 0, Entries: Entries.map(() => ({ EventId: 'e' })) }),
        then: () =>
          onBus(
            Entries.map(({ Detail }) => Detail),
            at,
          ),
      };
    }
    default: {
      const messages = messagesOf(new URLSearchParams(body));
      const members = messages.map(
        (_, index) => `<member><Id>${index}</Id><MessageId>m</MessageId></member>`,
      );
      return {
        answer: `<PublishBatchResponse><PublishBatchResult><Successful>${members.join('')}</Successful><Failed/></PublishBatchResult></PublishBatchResponse>`,
        then: () => onPublished(messages),
      };
    }
  }
};

/** Of the body `{}`. The client checks it. */
const MD5_OF_NUDGE = '99914b932bd37a50b983c5e7c90ae93b';

/** The service numbers the entries of a call from 0, SNS its members from 1. */
const messagesOf = (form: URLSearchParams): string[] => {
  const messages: string[] = [];
  for (let member = 1; ; member += 1) {
    const message = form.get(`PublishBatchRequestEntries.member.${member}.Message`);
    if (message === null) return messages;
    messages.push(message);
  }
};
