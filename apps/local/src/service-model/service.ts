import type { Account } from '../core/account.js';
import type { Log } from '../console/activity.js';
import type { CustomResources } from '../services/custom-resource/responses.js';
import type { DatabaseAccess } from '../services/dsql/database-access.js';
import type { EventBridge } from '../services/event-bridge/buses.js';
import type { AccessKeys } from '../services/sts/access-keys.js';
import type { Messaging } from '../services/sqs/queues.js';
import type { ParameterStore } from '../services/ssm/parameters.js';
import type { Secrets } from '../services/secrets-manager/secrets.js';
import type { AsynchronousInvocation } from '../services/lambda/asynchronous-invocation.js';
import type { LambdaFunction, OnRun } from '../services/lambda/lambda-function.js';
import type { Policies } from '../services/iam/policies.js';
import type { RestApi } from '../services/api-gateway/rest-api.js';
import type { Time } from '../core/time.js';

interface Stoppable {
  stop(): void;
}

/** What resources are made of: the parts of the local cloud. */
export interface Cloud {
  readonly account: Account;
  readonly time: Time;
  readonly log: Log;
  readonly messaging: Messaging;
  readonly eventBridge: EventBridge;
  readonly parameters: ParameterStore;
  readonly secrets: Secrets;
  readonly accessKeys: AccessKeys;
  readonly policies: Policies;
  readonly restApi: RestApi;
  readonly customResources: CustomResources;
  /** Told of every run of a function. */
  readonly onRun: OnRun;
  /** By their ARNs. */
  readonly functions: Map<string, LambdaFunction>;
  /** By the ARNs of functions that have a configuration of their own. */
  readonly asynchronousInvocations: Map<string, AsynchronousInvocation>;
  /** Folders with the contents of the template's own layers, by their ARNs. */
  readonly layers: Map<string, string>;
  readonly databaseAccess: DatabaseAccess;
  /** ARNs of the queues that others put their failures in. */
  readonly deadLetterQueues: Set<string>;
  /** AWS endpoint for clients outside of this process. */
  readonly endpoint: string;
  /** Folder for files that live as long as the local cloud. */
  readonly workFolder: string;
  /** @see Assembly.assetFolder */
  assetFolder(objectKey: string): string;
  /** What the laptop sets in a function's environment, beside the template and Lambda. */
  laptopVariables(databaseUrl: string | undefined): Record<string, string>;
  /** Replaces in a text of the template what has to be another one here. @see Scope.text */
  finishText(text: string): string;
  /** Starts something that has to be stopped, once every resource is there. */
  onceDeployed(start: () => Stoppable | Promise<Stoppable>): void;
}
