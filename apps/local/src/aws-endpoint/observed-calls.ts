import { type Account, arnOf } from '../core/account.js';
import { ownValue } from '../core/json.js';
import type { LazyObserver } from '../core/observation.js';
import type { Answer, AwsCall, Caller } from '../service-model/aws-call.js';
import type { AwsService, Sent } from '../service-model/service.js';

type Execute = (call: AwsCall) => Promise<Answer>;

/**
 * Makes calls, and reports the messages that they send: as passed when a service has accepted them, and as failed when the caller
 * learns that they were not accepted. The caller can learn that of a message which was accepted, if the answer was lost.
 */
export const observedCalls = (
  account: Account,
  services: Readonly<Record<string, AwsService>>,
  observer: LazyObserver,
) => {
  const report = (
    call: AwsCall,
    answer: Answer | undefined,
    passageOf: (sent: Sent) => { readonly bodies: readonly string[]; readonly failed: number },
  ): void => {
    const sent = ownValue(services, call.service)?.api?.sent;
    if (!sent) return;
    observer.passed(() => {
      const from = placeOf(call.caller, account);
      return sent(call, answer).map((one) => ({ from, to: one.to, ...passageOf(one) }));
    });
  };
  return async (
    call: AwsCall,
    intercept: (call: AwsCall, execute: Execute) => Promise<Answer | undefined>,
    execute: Execute,
  ): Promise<Answer | undefined> => {
    let answer: Answer | undefined;
    try {
      answer = await intercept(call, async (intercepted) => {
        const executed = await execute(intercepted);
        report(intercepted, executed, ({ bodies }) => ({ bodies, failed: 0 }));
        return executed;
      });
      return answer;
    } finally {
      report(call, answer, ({ rejected }) => ({ bodies: [], failed: rejected }));
    }
  };
};

/** Whoever is not a function of the template is another service. */
const placeOf = (caller: Caller, account: Account): string =>
  caller.kind === 'function' ? arnOf(account, 'lambda', `function:${caller.functionName}`) : 'other-services';
