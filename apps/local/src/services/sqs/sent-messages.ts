import { z } from 'zod';
import { type Account, queueArnOf } from '../../core/account.js';
import type { Answer, AwsCall } from '../../service-model/aws-call.js';
import type { Sent } from '../../service-model/service.js';

const SINGLE = z.object({ QueueUrl: z.string(), MessageBody: z.string() });
const BATCH = z.object({
  QueueUrl: z.string(),
  Entries: z.array(z.object({ Id: z.string(), MessageBody: z.string() })),
});
const RESULT = z.object({ Successful: z.array(z.object({ Id: z.string() })).default([]) });

/** The messages of `SendMessage` and `SendMessageBatch` in the JSON protocol. @see ServiceApi.sent */
export const sentMessages =
  (account: Account) =>
  ({ operation, protocol, input }: AwsCall, answer: Answer | undefined): readonly Sent[] => {
    if (!operation.startsWith('SendMessage') || protocol !== 'json') return [];
    const isAccepted = answer?.status === 200;
    if (operation === 'SendMessage') {
      const { success, data } = SINGLE.safeParse(input);
      if (!success) return [];
      const to = queueArnOf(data.QueueUrl, account);
      return [{ to, bodies: isAccepted ? [data.MessageBody] : [], rejected: isAccepted ? 0 : 1 }];
    }
    const { success, data } = BATCH.safeParse(input);
    if (!success) return [];
    const { Successful } = RESULT.parse(isAccepted ? JSON.parse(String(answer.body)) : {});
    const ids = new Set(Successful.map(({ Id }) => Id));
    const bodies = data.Entries.filter(({ Id }) => ids.has(Id)).map(({ MessageBody }) => MessageBody);
    const to = queueArnOf(data.QueueUrl, account);
    return [{ to, bodies, rejected: data.Entries.length - bodies.length }];
  };
