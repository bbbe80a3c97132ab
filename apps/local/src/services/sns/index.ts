import { SNSClient } from '@aws-sdk/client-sns';
import { describeMessage } from '../../core/describe-message.js';
import { parseArn } from '../../core/account.js';
import { administratorClient } from '../../emulator/administrator.js';
import { forwardTo } from '../../emulator/forward-call.js';
import type { Answer, AwsCall } from '../../service-model/aws-call.js';
import type { AwsService, ServiceContext } from '../../service-model/service.js';
import type { Policies } from '../iam/index.js';
import { checkBatchSize } from './batch-limit.js';
import { OPERATIONS } from './operations.js';
import { publishedMessages, sentMessages } from './published-messages.js';
import { resources } from './resources.js';
import { type Topics, topicsAt } from './topics.js';

/** Amazon SNS. */
export interface SnsService extends AwsService {
  readonly topics: Topics;
}

/** Amazon SNS, in the emulator. Every message that a topic accepts is logged. */
export const snsService = (
  context: ServiceContext,
  { emulator, endpoint, policies }: { emulator: string; endpoint: string; policies: Policies },
): SnsService => {
  const { account, log } = context;
  const client = new SNSClient(administratorClient(emulator, account.region));
  const forward = forwardTo(emulator, endpoint, account.region);
  return {
    topics: topicsAt(client),
    resources: resources(context, client, policies),
    api: {
      name: 'SNS',
      protocol: 'query',
      version: '2010-03-31',
      operations: OPERATIONS,
      async forward(call: AwsCall): Promise<Answer> {
        if (!call.operation.startsWith('Publish')) return forward(call);
        const form = new URLSearchParams(call.body);
        checkBatchSize(form);
        const answer = await forward(call);
        if (answer.status === 200) {
          const { resource } = parseArn(form.get('TopicArn') ?? '');
          for (const message of publishedMessages(form, String(answer.body))) {
            log({ event: 'published', via: 'sns', channel: resource, ...describeMessage(message) });
          }
        }
        return answer;
      },
      sent: sentMessages,
      denial: { code: 'AuthorizationError', status: 403 },
    },
    stop: () => client.destroy(),
  };
};
