import type { Log } from '../console/activity.js';
import { describeMessage } from '../console/describe-message.js';
import { parseArn } from '../account.js';
import type { Answer } from './answer.js';
import type { AwsCall } from './front-door.js';
import { proxyTo } from './proxy.js';

/** Answers SNS and SQS from the emulator, and tells of every message that a topic takes. */
export const snsAndSqs = (emulator: string, frontDoor: string, log: Log) => {
  const pass = proxyTo(emulator, frontDoor);
  return async ({ operation, headers, body, service }: AwsCall): Promise<Answer> => {
    const answer = await pass(headers, body);
    if (service === 'sns' && answer.status === 200 && operation.startsWith('Publish')) {
      const form = new URLSearchParams(body.toString());
      const { resource } = parseArn(form.get('TopicArn') ?? '');
      for (const message of publishedMessages(form, answer.body)) {
        log({ event: 'published', via: 'sns', channel: resource, ...describeMessage(message) });
      }
    }
    return answer;
  };
};

/** Of `Publish` and `PublishBatch`; what the emulator refused is left out. */
const publishedMessages = (form: URLSearchParams, xml: string): string[] => {
  const single = form.get('Message');
  if (single !== null) return [single];
  const [, accepted = ''] = /<Successful>(.*?)<\/Successful>/s.exec(xml) ?? [];
  return [...form].flatMap(([name, message]) => {
    const [, entry] = /^(PublishBatchRequestEntries\.member\.\d+)\.Message$/.exec(name) ?? [];
    return entry && accepted.includes(`<Id>${form.get(`${entry}.Id`)}</Id>`) ? [message] : [];
  });
};
