import { channel } from 'node:diagnostics_channel';
import { Logger } from '@aws-lambda-powertools/logger';
import { SERVICE } from '@product-service/environment';
import { currentLogFields, type LogFields } from './log-fields.js';
import { JsonLogFormatter, showable } from './log-formatter.js';

const logger = new Logger({
  serviceName: SERVICE,
  logFormatter: new JsonLogFormatter(),
  jsonReplacerFn: showable,
});

/** Publishes the fields of each line before it is written. Subscribers may add fields, e.g. the trace id. */
const everyLine = channel('product-service:log');

const logAt =
  (level: 'debug' | 'info' | 'warn' | 'error') =>
  (message: string, fields: LogFields = {}): void => {
    // Powertools' own keys are global to the process, so concurrent messages would mix them up.
    const line = { ...currentLogFields(), ...fields };
    everyLine.publish(line);
    logger[level](message, line);
  };

/**
 * Logs one JSON line per call. `POWERTOOLS_LOG_LEVEL` (or Lambda's own log level) sets the minimum level; the default is
 * INFO. Put an error into the field `error`. Long texts are truncated, and characters that act on a viewer escaped. Never log a token, a secret or a whole payload.
 */
export const log = {
  debug: logAt('debug'),
  info: logAt('info'),
  warn: logAt('warn'),
  error: logAt('error'),
};
