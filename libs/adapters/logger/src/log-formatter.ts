import { LogFormatter, LogItem } from '@aws-lambda-powertools/logger';
import { cutError, cutText } from '@product-service/events';
import type { LogAttributes, UnformattedAttributes } from '@aws-lambda-powertools/logger/types';

/** Longer chains are cut; it also ends those that lead back to themselves. */
const MAX_CAUSES = 5;

const MAX_TEXT_LENGTH = 1_000;

/** Bounds each text of a line, wherever in it: senders choose ids, types and names, and a log keeps lines of 1 MB at most. */
export const cutLongText = (key: string, value: unknown): unknown =>
  typeof value === 'string' && key !== 'stack' ? cutText(value, MAX_TEXT_LENGTH) : value;

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
    const { cause } = error;
    const { name, message, stack } = cutError(error);
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
