import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { functionName, isIntegrated, parameterNames } from '@product-service/environment';
import { adminToken } from './admin-token.js';
import { ENVELOPES, envelopeOf, newTrace } from './console/envelopes.js';
import type { ConsoleSource } from './console/source.js';
import { isObject } from './core/json.js';
import { UserError } from './core/user-error.js';
import type { Services } from './services/index.js';

/** What a page can do with the service: as an administrator, a client of the API, or another service. */
export const consoleActions = (
  env: string,
  region: string,
  { api, aws }: { readonly api: string | null; readonly aws: string },
  services: Services,
  /** Called when an operator has decided that events are never published. */
  onDiscarded: () => void,
): Pick<ConsoleSource, 'request' | 'envelopes' | 'putFact' | 'operate'> => {
  const events = new EventBridgeClient({
    endpoint: aws,
    region,
    credentials: { accessKeyId: 'console', secretAccessKey: 'console' },
  });
  const busName = (): string => {
    const { sharedEventBusName, eventBusName } = parameterNames(env);
    const found = services.ssm.parameters.find(isIntegrated(env) ? sharedEventBusName : eventBusName);
    if (!found) throw new UserError('The template does not say which event bus other services use.');
    return found.value;
  };
  return {
    envelopes: ENVELOPES,
    async request({ method, path, body }) {
      if (api === null) throw new UserError('The template has no API.');
      const { traceId, traceparent } = newTrace();
      const answer = await fetch(`${api}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${await adminToken(services)}`,
          'content-type': 'application/json',
          traceparent,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return { status: answer.status, body: parsed(await answer.text()), traceId };
    },
    async putFact(fact) {
      const event = envelopeOf(fact);
      if (!event) throw new UserError(`There is no envelope ${fact.envelope}.`);
      const { type, detail, traceId } = event;
      const entry = {
        EventBusName: busName(),
        Source: `${env}.${fact.sender}`,
        DetailType: type,
        Detail: detail,
      };
      const { FailedEntryCount, Entries } = await events.send(new PutEventsCommand({ Entries: [entry] }));
      if (FailedEntryCount) throw new UserError(`The bus refused it: ${Entries?.[0]?.ErrorMessage}`);
      return { detail, ...(traceId !== undefined && { traceId }) };
    },
    async operate(command) {
      const operator = services.lambda.all().find(({ name }) => name === functionName('Operate', env));
      if (!operator) throw new UserError('The template has no function for operators.');
      const outcome = await operator.invoke(command, 'console');
      if ('error' in outcome) throw new UserError(outcome.error.errorMessage);
      const reply = JSON.parse(outcome.payload) as { readonly result?: unknown };
      if (reply.result !== undefined && discards(command)) onDiscarded();
      return reply;
    },
  };
};

const discards = (command: unknown): boolean =>
  isObject(command) &&
  (command['command'] === 'outbox discard' || command['command'] === 'reset') &&
  command['dryRun'] !== true;

const parsed = (text: string): unknown => {
  try {
    return text === '' ? null : (JSON.parse(text) as unknown);
  } catch {
    return text;
  }
};
