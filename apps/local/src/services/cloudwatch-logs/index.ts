import type { AwsService, ServiceContext } from '../../service-model/service.js';
import { functionOutput, type LogLevel } from './function-output.js';
import { resources } from './resources.js';

export { LOG_LEVELS } from './function-output.js';
export type { LogLevel } from './function-output.js';

/** Amazon CloudWatch Logs: shows what functions log. */
export interface CloudWatchLogsService extends AwsService {
  /** @returns a function that receives the output of one process */
  readonly outputOf: (functionName: string) => (stream: 'stdout' | 'stderr', text: string) => void;
}

/** @param level lines below it are not shown. */
export const cloudWatchLogsService = (context: ServiceContext, level: LogLevel): CloudWatchLogsService => ({
  outputOf: (functionName) => functionOutput(functionName, level, context.log),
  resources: resources(context),
});
