import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, AwsCall } from '../service-model/aws-call.js';
import { AwsError } from '../service-model/aws-error.js';
import type { AwsCallFault } from './fault.js';
import { failSomeEntries } from './batch-entries.js';

/** What happens to a call: an answer, or `undefined` if the connection is to be reset. */
export type AnswerOrReset = Answer | undefined;

const FAILURE = new AwsError('InternalFailure', 'A fault was injected.', 500);

/** Makes a fault happen to a call. @throws AwsError with which the call is answered */
export const happenToCall = async (
  { effect, seconds }: AwsCallFault,
  call: AwsCall,
  execute: (call: AwsCall) => Promise<Answer>,
  killCaller: () => void,
): Promise<AnswerOrReset> => {
  const wait = (): Promise<void> => sleep(seconds * 1000, undefined, { ref: false });
  switch (effect) {
    case 'fail':
      throw FAILURE;
    case 'throttle':
      throw new AwsError('ThrottlingException', 'Rate exceeded', 400);
    case 'reset':
      return undefined;
    case 'hang':
      await wait();
      return undefined;
    case 'execute-late':
      await wait();
      return execute(call);
    case 'answer-late': {
      const answer = await execute(call);
      await wait();
      return answer;
    }
    case 'lose-answer':
      await execute(call);
      return undefined;
    case 'execute-twice':
      await execute(call);
      return execute(call);
    case 'fail-some':
    case 'report-some-failed': {
      const answer = await failSomeEntries(call, execute, effect === 'report-some-failed');
      if (answer) return answer;
      throw FAILURE;
    }
    case 'kill-before':
      killCaller();
      return undefined;
    case 'kill-after':
      await execute(call);
      killCaller();
      return undefined;
  }
};
