import { LogFormatter, LogItem } from '@aws-lambda-powertools/logger';
import type { LogAttributes, UnformattedAttributes } from '@aws-lambda-powertools/logger/types';

/** Longer chains are cut; it also ends those that lead back to themselves. */
const MAX_CAUSES = 5;

/**
 * Lines as Datadog reads them by default. Of an error only what is named here: libraries hang requests, rows and
 * a token's claims on theirs.
 */
export class JsonLogFormatter extends LogFormatter {
  override formatAttributes(base: UnformattedAttributes, fields: LogAttributes): LogItem {
    const { logLevel, message, timestamp, serviceName } = base;
    const line = {
      level: logLevel,
      message,
      timestamp: this.formatTimestamp(timestamp),
      service: serviceName,
    };
    return new LogItem({ attributes: { ...line, ...fields } });
  }

  override formatError(error: Error, causes = 0): LogAttributes {
    const { name, message, stack, cause } = error;
    // `ECONNREFUSED`, `40001`: often all that a driver tells.
    const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
    return {
      name,
      message,
      ...(code !== undefined && { code }),
      stack,
      ...(cause instanceof Error && causes < MAX_CAUSES && { cause: this.formatError(cause, causes + 1) }),
    };
  }
}
