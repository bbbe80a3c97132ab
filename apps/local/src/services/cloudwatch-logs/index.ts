import type { AwsService, ServiceContext } from '../../service-model/service.js';
import { functionOutput } from './function-output.js';
import { resources } from './resources.js';

/** Amazon CloudWatch Logs: passes on what functions log. */
export interface CloudWatchLogsService extends AwsService {
  /** @returns a function that receives the output of one process */
  readonly outputOf: (functionName: string) => (stream: 'stdout' | 'stderr', text: string) => void;
}

export const cloudWatchLogsService = (context: ServiceContext): CloudWatchLogsService => ({
  outputOf: (functionName) => functionOutput(functionName, context.log),
  resources: resources(context),
});
