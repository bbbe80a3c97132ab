import type { AwsService, ServiceContext } from '../../service-model/service.js';
import { DEFAULT_INVOCATION, invokeAsynchronously } from './asynchronous-invocation.js';
import type { LambdaDependencies } from './dependencies.js';
import { accountFunctions, type PolledQueue } from './functions.js';
import type { LambdaFunction } from './lambda-function.js';
import { operations, readRequest } from './operations.js';
import { resources } from './resources.js';

export { MAXIMUM_PAYLOAD_BYTES } from './lambda-function.js';
export type { InvocationOutcome, LambdaFunction, OnProcess, OnRun } from './lambda-function.js';

/** AWS Lambda: runs each function in processes of its own, with its deployed bundle. */
export interface LambdaService extends AwsService {
  /** By name or ARN. @throws Error if the template has no such function */
  find(nameOrArn: string): LambdaFunction;
  all(): LambdaFunction[];
  polledQueues(): readonly PolledQueue[];
  /** Runs a function, with the retries that the template or Lambda's defaults set. The log shows the results. */
  invokeAsynchronously(
    lambda: LambdaFunction,
    event: unknown,
    cause: string,
    signal: AbortSignal,
  ): Promise<void>;
}

export const lambdaService = (context: ServiceContext, needs: LambdaDependencies): LambdaService => {
  const functions = accountFunctions(context.account);
  const stopping = new AbortController();
  const invokeLater: LambdaService['invokeAsynchronously'] = (lambda, event, cause, signal) => {
    const invocation = functions.asynchronousInvocations.get(lambda.arn) ?? DEFAULT_INVOCATION;
    return invokeAsynchronously(lambda, event, cause, invocation, context.time, signal);
  };
  return {
    find: functions.find,
    all: functions.all,
    polledQueues: () => functions.polledQueues,
    invokeAsynchronously: invokeLater,
    resources: resources(context, functions, needs),
    api: {
      name: 'Lambda',
      protocol: 'rest-json',
      readRequest,
      operations: operations(context.account, functions, (lambda, event) => {
        void invokeLater(lambda, event, 'invoked by name', stopping.signal);
      }),
      denial: { code: 'AccessDeniedException', status: 403 },
    },
    stop: async () => {
      stopping.abort();
      await Promise.all(functions.all().map((lambda) => lambda.stop()));
    },
  };
};
