import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { parseArn } from '../../core/account.js';
import type { Log } from '../../console/activity.js';
import type { Messaging } from '../sqs/queues.js';
import type { Policies } from '../iam/policies.js';
import type { Time } from '../../core/time.js';
import { type BusEvent, selectPath, toJson } from './bus-event.js';
import { DeliveryError, deliveryErrorOf } from './delivery-error.js';
import { type GivenUp, retries } from './retries.js';
import type { Rule, Target } from './rule.js';

/** Brings events to the queues that rules name. */
export interface Delivery {
  /**
   * Tries as long as the target's retry policy says. What could not be delivered goes to the target's dead-letter
   * queue, or is lost, which is logged. Resolves when that is decided, never rejects.
   * @param send for targets that are not queues. @throws DeliveryError
   */
  deliver(rule: Rule, target: Target, event: BusEvent, send?: () => Promise<void>): Promise<void>;
  stop(): void;
}

/** Real time: SQS answers at once, or not at all. */
const SEND_TIMEOUT_MS = 10_000;
const MAXIMUM_ERROR_MESSAGE_LENGTH = 1000;

type Attributes = Readonly<Record<string, string>>;

export const eventDelivery = (messaging: Messaging, policies: Policies, time: Time, log: Log): Delivery => {
  const { run, stop } = retries(time);

  const sendMessage = async (
    rule: Rule,
    queueArn: string,
    message: {
      readonly body: string;
      readonly groupId?: string | undefined;
      readonly attributes?: Attributes;
    },
    signals: readonly AbortSignal[] = [],
  ): Promise<void> => {
    const request = { principal: 'events.amazonaws.com', action: 'sqs:SendMessage', resource: queueArn };
    const objection = policies.refuse(`rule ${rule.name}`, { ...request, source: rule.arn });
    if (objection !== undefined) throw new DeliveryError('NO_PERMISSIONS', `denied ${objection}`);
    const attributes = Object.entries(message.attributes ?? {}).map(
      ([name, StringValue]) => [name, { DataType: 'String', StringValue }] as const,
    );
    await messaging.sqs.send(
      new SendMessageCommand({
        QueueUrl: messaging.queueUrl(queueArn),
        MessageBody: message.body,
        MessageGroupId: message.groupId,
        ...(attributes.length > 0 && { MessageAttributes: Object.fromEntries(attributes) }),
      }),
      { abortSignal: AbortSignal.any([...signals, AbortSignal.timeout(SEND_TIMEOUT_MS)]) },
    );
  };

  const warn = (message: string): void => log({ event: 'warning', message });

  const giveUp = async (rule: Rule, target: Target, event: BusEvent, reason: GivenUp): Promise<void> => {
    const { error, retryAttempts, exhausted } = reason;
    const failed = `EventBridge gives up delivering the event ${event.id} to ${target.arn}: ${error.message}`;
    const { deadLetterArn } = target;
    if (!deadLetterArn) return warn(`${failed}. It is lost: the target has no dead-letter queue`);
    const attributes = {
      RULE_ARN: rule.arn,
      TARGET_ARN: target.arn,
      ERROR_CODE: error.code,
      ERROR_MESSAGE: error.message.slice(0, MAXIMUM_ERROR_MESSAGE_LENGTH),
      RETRY_ATTEMPTS: String(retryAttempts),
      ...(exhausted && { EXHAUSTED_RETRY_CONDITION: exhausted }),
    };
    try {
      await sendMessage(rule, deadLetterArn, { body: toJson(event), attributes });
      warn(`${failed}. It is in ${parseArn(deadLetterArn).resource}`);
    } catch (problem) {
      warn(`${failed}. It is lost: ${deadLetterArn} did not take it: ${deliveryErrorOf(problem).message}`);
    }
  };

  return {
    async deliver(rule, target, event, send) {
      const attempt = async (signal: AbortSignal): Promise<void> => {
        if (send) return send();
        const body = bodyFor(target, event);
        await sendMessage(rule, target.arn, { body, groupId: target.messageGroupId }, [signal]);
      };
      const givenUp = await run(attempt, target.retryPolicy, event.detail.length, ({ message }) =>
        warn(
          `EventBridge can't deliver the event ${event.id} to ${target.arn} yet, and tries again: ${message}`,
        ),
      );
      if (givenUp) await giveUp(rule, target, event, givenUp);
    },
    stop,
  };
};

const bodyFor = (target: Target, event: BusEvent): string =>
  target.input ?? (target.inputPath === undefined ? toJson(event) : selectPath(event, target.inputPath));
