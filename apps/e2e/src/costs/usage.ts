import type { ReceivedSpan as Span } from '@product-service/observability/agent';

/** What AWS bills for some calls, in the units of its prices. */
export interface Usage {
  /** Names of the functions that ran, one for each run. */
  readonly runs: readonly string[];
  readonly apiRequests: number;
  /** A statement outside of a transaction counts as one. */
  readonly transactions: number;
  readonly queueRequests: { readonly standard: number; readonly fifo: number };
  /** Messages that were published to topics. */
  readonly messages: number;
  /** Entries that were put on an event bus. */
  readonly events: number;
}

/** Requests of Lambda for a batch of messages, which no trace shows: ReceiveMessage and DeleteMessageBatch. */
const REQUESTS_OF_A_POLLER = 2;

/** Counts what traces show. @throws Error for a call of AWS that the cost page has no price for */
export const usageOf = (spans: readonly Span[]): Usage => {
  const named = (name: string) => spans.filter((span) => span.name === name);
  const calls = named('aws.request');
  const ofService = (service: string) => calls.filter(({ tags }) => tags['aws.service'] === service);
  const [sent, published] = [ofService('SQS'), ofService('SNS')];
  const other = calls.filter((call) => !sent.includes(call) && !published.includes(call));
  if (other.length > 0) {
    throw new Error(`Add a price to docs/deployment.md for ${other.map(({ resource }) => resource)}`);
  }
  const requestsOf = (isOfQueue: (span: Span) => boolean) =>
    sent.filter(isOfQueue).length + REQUESTS_OF_A_POLLER * named('aws.sqs').filter(isOfQueue).length;
  return {
    runs: named('aws.lambda').map(({ resource }) => resource.split('-')[1] ?? resource),
    apiRequests: named('aws.apigateway').length,
    transactions: transactionsIn(named('pg.query')),
    queueRequests: { standard: requestsOf((span) => !isFifo(span)), fifo: requestsOf(isFifo) },
    messages: published.reduce((sum, { tags }) => sum + Number(tags['messaging.batch.message_count']), 0),
    // The tracer's own spans of PutEvents are switched off: they would replace the context in our events.
    events: named('messaging.publish').filter(({ tags }) => tags['messaging.system'] === 'aws.eventbridge')
      .length,
  };
};

const isFifo = ({ resource }: Span): boolean => resource.endsWith('.fifo');

/** From BEGIN to its end, and each statement outside of that. One span can have several statements: a round trip. */
const transactionsIn = (queries: readonly Span[]): number => {
  let count = 0;
  const open = new Set<unknown>();
  for (const { resource, tags } of queries.toSorted((a, b) => a.start - b.start)) {
    // Process of the database that serves the connection.
    const connection = tags['db.pid'];
    for (const statement of resource.split('; ')) {
      if (!open.has(connection)) count += 1;
      if (statement === 'begin') open.add(connection);
      if (statement === 'commit' || statement === 'rollback') open.delete(connection);
    }
  }
  return count;
};
