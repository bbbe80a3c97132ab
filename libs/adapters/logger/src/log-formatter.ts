import { LogFormatter, LogItem } from '@aws-lambda-powertools/logger';
import { cutError, cutText } from '@product-service/events';
import type { LogAttributes, UnformattedAttributes } from '@aws-lambda-powertools/logger/types';

/** Longer chains of causes are cut. This also ends cycles. */
const MAX_CAUSES = 5;

const MAX_TEXT_LENGTH = 1_000;

/** Truncates every text in a line, at any depth: senders choose ids, types and names, and log lines are limited to 1 MB. */
export const truncateLongText = (key: string, value: unknown): unknown =>
  typeof value === 'string' && key !== 'stack' ? cutText(value, MAX_TEXT_LENGTH) : value;

/**
 * Formats lines as Datadog reads them by default. Logs only the fields of an error that are named here, because libraries
 * attach requests, rows and a token's claims to their errors.
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
    // E.g. `ECONNREFUSED` or `40001`: often the only information from a driver.
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
