import { Logger } from '@aws-lambda-powertools/logger';
import { SERVICE } from '@product-service/environment';
import { currentLogFields, type LogFields } from './log-fields.js';
import { JsonLogFormatter } from './log-formatter.js';

const logger = new Logger({ serviceName: SERVICE, logFormatter: new JsonLogFormatter() });

const lines =
  (level: 'debug' | 'info' | 'warn' | 'error') =>
  (message: string, fields: LogFields = {}): void =>
    // Powertools' own keys belong to the whole process: records of one batch would get each other's.
    logger[level](message, { ...currentLogFields(), ...fields });

/**
 * Logs one JSON line a call. `POWERTOOLS_LOG_LEVEL` (or Lambda's own log level) says from which level on; INFO
 * unless set. Put an error into the field `error`. Never log a token, a secret or a whole payload.
 */
export const log = {
  debug: lines('debug'),
  info: lines('info'),
  warn: lines('warn'),
  error: lines('error'),
};
