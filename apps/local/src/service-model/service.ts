import type { Log } from '../core/activity.js';
import type { Account } from '../core/account.js';
import type { Stoppable } from '../core/stoppable.js';
import type { Time } from '../core/time.js';
import type { Answer, AwsCall } from './aws-call.js';
import type { Operations } from './operation.js';
import type { ResourceTypes } from './resource-type.js';

/** One AWS service, as far as the local cloud has it. */
export interface AwsService {
  /** What it deploys. */
  readonly resources?: ResourceTypes;
  /** The calls it answers. Absent: it can be deployed, but not called. */
  readonly api?: ServiceApi;
  /** Ends everything that it started by itself. */
  stop?(): Promise<void> | void;
}

/** A service as its clients see it. */
export interface ServiceApi {
  /** For error messages, e.g. `Secrets Manager`. */
  readonly name: string;
  /** How its own operations answer. */
  readonly protocol: 'json' | 'query';
  /** First part of `X-Amz-Target` in the JSON protocols. */
  readonly targetPrefix?: string;
  /** `Version` in the query protocol, which contains no name of the service. */
  readonly version?: string;
  readonly operations: Operations;
  /** Answers calls that no operation of its own runs. Absent: such calls are refused. */
  forward?(call: AwsCall): Promise<Answer>;
  /** How the service denies access. Default: AccessDeniedException, 400. */
  readonly denial?: { readonly code: string; readonly status: number };
}

/** What every service gets. */
export interface ServiceContext {
  readonly account: Account;
  readonly time: Time;
  readonly log: Log;
  /** Registers something to start as soon as every resource of the template exists. */
  onDeployed(start: () => Stoppable | Promise<Stoppable>): void;
}
