import type { Log } from '../core/activity.js';
import type { Account } from '../core/account.js';
import type { LazyObserver } from '../core/observation.js';
import type { Stoppable } from '../core/stoppable.js';
import type { Time } from '../core/time.js';
import type { Answer, AwsCall } from './aws-call.js';
import type { Operations } from './operation.js';
import type { ResourceTypes } from './resource-type.js';

/** One AWS service, with the parts that the local cloud supports. */
export interface AwsService {
  /** The CloudFormation types that it creates. */
  readonly resources?: ResourceTypes;
  /** The calls it answers. Absent: it can be deployed, but not called. */
  readonly api?: ServiceApi;
  /** Ends everything that it started by itself. */
  stop?(): Promise<void> | void;
}

/** A request of a protocol that names the operation by method and path. */
export interface RestRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Messages that a call sends to one place. */
export interface Sent {
  /** ARN of a topic, queue or bus. */
  readonly to: string;
  /** Those that the service accepted. */
  readonly bodies: readonly string[];
  /** Number of the others. */
  readonly rejected: number;
}

/** A service as its clients see it. */
export interface ServiceApi {
  /** For error messages, e.g. `Secrets Manager`. */
  readonly name: string;
  /** The protocol in which its own operations answer. In `rest-json`, they return the whole {@link Answer}. */
  readonly protocol: 'json' | 'query' | 'rest-json';
  /** First part of `X-Amz-Target` in the JSON protocols. */
  readonly targetPrefix?: string;
  /** `Version` in the query protocol, which contains no name of the service. */
  readonly version?: string;
  /** Finds the operation of a request in `rest-json`. Undefined: the service does not know it. */
  readRequest?(request: RestRequest): Pick<AwsCall, 'operation' | 'input'> | undefined;
  readonly operations: Operations;
  /** Answers calls that no operation of its own runs. Absent: such calls are refused. */
  forward?(call: AwsCall): Promise<Answer>;
  /**
   * The messages that a call sends, with what became of them. An absent answer: none was accepted. Absent: no call sends
   * messages.
   */
  sent?(call: AwsCall, answer: Answer | undefined): readonly Sent[];
  /** How the service denies access. Default: AccessDeniedException, 400. */
  readonly denial?: { readonly code: string; readonly status: number };
}

/** What every service gets. */
export interface ServiceContext {
  readonly account: Account;
  readonly time: Time;
  readonly log: Log;
  readonly observer: LazyObserver;
  /** Registers something to start as soon as every resource of the template exists. */
  onDeployed(start: () => Stoppable | Promise<Stoppable>): void;
}
