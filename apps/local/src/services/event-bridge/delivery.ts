import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { parseArn } from '../../core/account.js';
import type { Queues } from '../sqs/index.js';
import type { ServiceContext } from '../../service-model/service.js';
import type { Policies } from '../iam/index.js';
import { type BusEvent, selectPath, toJson } from './bus-event.js';
import { DeliveryError, deliveryErrorOf } from './delivery-error.js';
import { type DeliveryFailure, retries } from './retries.js';
import type { Rule, Target } from './rule.js';

/** Delivers events to the targets of rules. */
export interface Delivery {
  /**
   * Retries as the target's retry policy allows. An event that cannot be delivered goes to the target's dead-letter
   * queue; without one, the event is lost. Both are logged. Resolves when this is decided. Never rejects.
   * @param from the bus or the schedule that the event comes from: an ARN.
   * @param send for targets that are not queues. It throws a DeliveryError.
   */
  deliver(
    from: string,
    rule: Rule,
    target: Target,
    event: BusEvent,
    send?: () => Promise<void>,
  ): Promise<void>;
  stop(): void;
}

/** Real time, not divided by the speed: the emulator answers at once, or not at all. */
const SEND_TIMEOUT_MS = 10_000;
const MAXIMUM_ERROR_MESSAGE_LENGTH = 1000;

type Attributes = Readonly<Record<string, string>>;

export const eventDelivery = (
  queues: Queues,
  policies: Policies,
  { time, log, observer }: Pick<ServiceContext, 'time' | 'log' | 'observer'>,
): Delivery => {
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
    const denial = policies.enforce(`rule ${rule.name}`, { ...request, source: rule.arn });
    if (denial !== undefined) throw new DeliveryError('NO_PERMISSIONS', `denied ${denial}`);
    const attributes = Object.entries(message.attributes ?? {}).map(
      ([name, StringValue]) => [name, { DataType: 'String', StringValue }] as const,
    );
    await queues.client.send(
      new SendMessageCommand({
        QueueUrl: queues.urlOf(queueArn),
        MessageBody: message.body,
        MessageGroupId: message.groupId,
        ...(attributes.length > 0 && { MessageAttributes: Object.fromEntries(attributes) }),
      }),
      { abortSignal: AbortSignal.any([...signals, AbortSignal.timeout(SEND_TIMEOUT_MS)]) },
    );
  };

  const warn = (message: string): void => log({ event: 'warning', message });

  const handleFailure = async (
    from: string,
    rule: Rule,
    target: Target,
    event: BusEvent,
    failure: DeliveryFailure,
  ): Promise<void> => {
    const { error, retryAttempts, exhausted } = failure;
    const failed = `EventBridge can't deliver the event ${event.id} to ${target.arn}: ${error.message}`;
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
      const body = toJson(event);
      await sendMessage(rule, deadLetterArn, { body, attributes });
      observer.passed(() => [{ from, to: deadLetterArn, bodies: [body], failed: 0 }]);
      warn(`${failed}. It is in ${parseArn(deadLetterArn).resource}`);
    } catch (problem) {
      warn(`${failed}. It is lost: ${deadLetterArn} did not accept it: ${deliveryErrorOf(problem).message}`);
    }
  };

  return {
    async deliver(from, rule, target, event, send) {
      const to = target.arn;
      const deliverOnce = async (signal: AbortSignal): Promise<void> => {
        if (send) return send();
        const body = bodyFor(target, event);
        await sendMessage(rule, to, { body, groupId: target.messageGroupId }, [signal]);
        observer.passed(() => [{ from, to, bodies: [body], failed: 0 }]);
      };
      const attempt = async (signal: AbortSignal): Promise<void> => {
        try {
          await deliverOnce(signal);
        } catch (error) {
          observer.passed(() => [{ from, to, bodies: [], failed: 1 }]);
          throw error;
        }
      };
      const failure = await run(attempt, target.retryPolicy, event.detail.length, ({ message }) =>
        warn(`EventBridge can't deliver the event ${event.id} to ${target.arn} and tries again: ${message}`),
      );
      if (failure) await handleFailure(from, rule, target, event, failure);
    },
    stop,
  };
};

const bodyFor = (target: Target, event: BusEvent): string =>
  target.input ?? (target.inputPath === undefined ? toJson(event) : selectPath(event, target.inputPath));
