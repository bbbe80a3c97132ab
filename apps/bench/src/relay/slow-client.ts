import { setTimeout as sleep } from 'node:timers/promises';
import type { PublishBatchCommand, SNSClient } from '@aws-sdk/client-sns';

export interface SlowClient {
  readonly client: SNSClient;
  readonly published: { calls: number; mostCalls: number; others: number };
}

/** A client whose every call takes some time and no CPU. It counts calls, and events of products other than the hot one. */
export const slowClient = (delayMs: () => number): SlowClient => {
  const published = { calls: 0, mostCalls: 0, others: 0 };
  let underWay = 0;
  const send = async ({ input }: PublishBatchCommand) => {
    published.calls += 1;
    published.mostCalls = Math.max(published.mostCalls, (underWay += 1));
    await sleep(delayMs());
    underWay -= 1;
    const entries = input.PublishBatchRequestEntries ?? [];
    published.others += entries.filter(({ Message }) => !Message?.includes('"HOT')).length;
    return { Successful: entries.map(({ Id }) => ({ Id })) };
  };
  return { client: { send } as unknown as SNSClient, published };
};
