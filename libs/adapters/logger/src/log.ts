import { channel } from 'node:diagnostics_channel';
import { Logger } from '@aws-lambda-powertools/logger';
import { SERVICE } from '@product-service/environment';
import { currentLogFields, type LogFields } from './log-fields.js';
import { cutLongText, JsonLogFormatter } from './log-formatter.js';

const logger = new Logger({
  serviceName: SERVICE,
  logFormatter: new JsonLogFormatter(),
  jsonReplacerFn: cutLongText,
});

/** Hands out the fields of each line before it is written. Whoever listens may add to them, e.g. the trace's id. */
const everyLine = channel('product-service:log');

const lines =
  (level: 'debug' | 'info' | 'warn' | 'error') =>
  (message: string, fields: LogFields = {}): void => {
    // Powertools' own keys belong to the whole process: records of one batch would get each other's.
    const line = { ...currentLogFields(), ...fields };
    everyLine.publish(line);
    logger[level](message, line);
  };

/**
 * Logs one JSON line a call. `POWERTOOLS_LOG_LEVEL` (or Lambda's own log level) says from which level on; INFO
 * unless set. Put an error into the field `error`. Long texts are cut.
 * Never log a token, a secret or a whole payload.
 */
export const log = {
  debug: lines('debug'),
  info: lines('info'),
  warn: lines('warn'),
  error: lines('error'),
};
