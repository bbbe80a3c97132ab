import { type Account, arnOf, parseArn } from '../../core/account.js';
import type { AsynchronousInvocation } from './asynchronous-invocation.js';
import type { LambdaFunction } from './lambda-function.js';

/** The functions of the template. */
export interface Functions {
  add(lambda: LambdaFunction): void;
  /** By name, ARN, or ARN of a version or alias. @throws Error if the template has no such function */
  find(nameOrArn: string): LambdaFunction;
  all(): LambdaFunction[];
  /** Settings of functions that do not use Lambda's defaults, by function ARN. */
  readonly asynchronousInvocations: Map<string, AsynchronousInvocation>;
  /** Folders with the contents of the template's own layers, by layer ARN. */
  readonly layers: Map<string, string>;
  /** The queues that are polled for a function. */
  readonly polledQueues: PolledQueue[];
}

/** ARNs of a queue and of the function that gets its messages. */
export interface PolledQueue {
  readonly queueArn: string;
  readonly functionArn: string;
}

export const accountFunctions = (account: Account): Functions => {
  const functions = new Map<string, LambdaFunction>();
  return {
    add: (lambda) => void functions.set(lambda.arn, lambda),
    find(nameOrArn) {
      const name = nameOrArn.startsWith('arn:') ? parseArn(nameOrArn).resource.split(':')[1] : nameOrArn;
      const found = functions.get(arnOf(account, 'lambda', `function:${name}`));
      if (found) return found;
      throw new Error(`${nameOrArn} is not a function of this template`);
    },
    all: () => [...functions.values()],
    asynchronousInvocations: new Map(),
    layers: new Map(),
    polledQueues: [],
  };
};
