import type { RunningLocal } from '@product-service/local/testing';
import {
  readPrivateEvent,
  readPublicEvent,
  type Fact,
  type PrivateEvent,
  type PublicEvent,
  type History,
  type Operation,
} from '@product-service/ledger';
import type { Account } from '../service/account.js';
import { subscribeToBus, subscribeToTopics } from '../service/subscriber.js';
import { clock } from './clock.js';

/** Records what happens outside of the service. */
export interface Recorder {
  readonly operations: Operation[];
  readonly facts: Fact[];
  readonly received: readonly PublicEvent[];
  /** Ids of the events that SNS accepted so far. */
  acceptedIds(): ReadonlySet<string>;
  history(end: readonly Operation[]): History;
  /** URLs of the queues of the recorder itself. */
  readonly queues: readonly string[];
  stop(): Promise<void>;
}

export const startRecorder = async (local: RunningLocal, account: Account): Promise<Recorder> => {
  const operations: Operation[] = [];
  const facts: Fact[] = [];
  const received: PublicEvent[] = [];
  const contents = new Map<string, PrivateEvent>();
  const bus = await subscribeToBus(account, local.env, (detail) => {
    const event = readPublicEvent(detail);
    if (event) received.push({ ...event, received: clock() });
  });
  const topics = await subscribeToTopics(account, (message) => {
    const event = readPrivateEvent(message);
    if (event) contents.set(event.id, event);
  });
  // Standard queues deliver in any order. The output of the local cloud has the order in which SNS accepted the events.
  const acceptances = (): string[] =>
    local.lines.flatMap((line) =>
      line['event'] === 'published' && line['via'] === 'sns' && line['id'] ? [String(line['id'])] : [],
    );
  return {
    operations,
    facts,
    received,
    acceptedIds: () => new Set(acceptances().filter((id) => contents.has(id))),
    history: (end) => ({
      operations,
      end,
      facts,
      received,
      accepted: acceptances().flatMap((id) => contents.get(id) ?? []),
    }),
    queues: [bus.queueUrl, topics.queueUrl],
    async stop() {
      await Promise.all([bus.close(), topics.close()]);
    },
  };
};
