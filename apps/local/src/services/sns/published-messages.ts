import type { Answer, AwsCall } from '../../service-model/aws-call.js';
import type { Sent } from '../../service-model/service.js';

const MESSAGE = /^(PublishBatchRequestEntries\.member\.\d+)\.Message$/;

/** The messages of a `Publish` or `PublishBatch` call that the emulator has accepted. */
export const publishedMessages = (form: URLSearchParams, answer: string): string[] => {
  const single = form.get('Message');
  if (single !== null) return [single];
  const [, accepted = ''] = /<Successful>(.*?)<\/Successful>/s.exec(answer) ?? [];
  return [...form].flatMap(([name, message]) => {
    const [, entry] = MESSAGE.exec(name) ?? [];
    return entry && accepted.includes(`<Id>${form.get(`${entry}.Id`)}</Id>`) ? [message] : [];
  });
};

/** @see ServiceApi.sent */
export const sentMessages = (call: AwsCall, answer: Answer | undefined): readonly Sent[] => {
  if (!call.operation.startsWith('Publish')) return [];
  const form = new URLSearchParams(call.body);
  const all = form.has('Message') ? 1 : [...form.keys()].filter((name) => MESSAGE.test(name)).length;
  const bodies = answer?.status === 200 ? publishedMessages(form, String(answer.body)) : [];
  const to = form.get('TopicArn') ?? form.get('TargetArn') ?? '';
  return [{ to, bodies, rejected: all - bodies.length }];
};
