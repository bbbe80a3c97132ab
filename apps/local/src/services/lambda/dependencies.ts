import type { TraceAgent } from '../../core/local-overrides.js';
import type { DatabaseAccess } from '../dsql/index.js';
import type { CloudWatchLogsService } from '../cloudwatch-logs/index.js';
import type { Policies } from '../iam/index.js';
import type { Queues } from '../sqs/index.js';
import type { AccessKeys } from '../sts/index.js';
import type { OnProcess, OnRun } from './lambda-function.js';

/** What functions run with. */
export interface LambdaDependencies {
  readonly policies: Policies;
  readonly accessKeys: AccessKeys;
  readonly database: DatabaseAccess;
  readonly logs: CloudWatchLogsService;
  readonly queues: Queues;
  /** Address of the AWS endpoint. */
  readonly endpoint: string;
  /** Folder for files that live as long as the local cloud. */
  readonly workFolder: string;
  readonly traceAgent: TraceAgent | undefined;
  /** The folder that a deployment would zip and upload under this S3 key. @throws UserError */
  readonly assetFolder: (objectKey: string) => string;
  readonly onRun: OnRun;
  readonly onProcess: OnProcess;
  /** Maximum number of processes of all functions. */
  readonly concurrency: number;
}
