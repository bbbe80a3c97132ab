import { LogFormatter, LogItem } from '@aws-lambda-powertools/logger';
import { cutError, cutText } from '@product-service/events';
import type { LogAttributes, UnformattedAttributes } from '@aws-lambda-powertools/logger/types';

/** Longer chains of causes are cut. This also ends cycles. */
const MAX_CAUSES = 5;

const MAX_TEXT_LENGTH = 1_000;

/** What JSON leaves as it is, and what ends a line for some viewers, acts on a terminal, or reorders what a reader sees. */
const ACTING = /[\x7f-\x9f\u2028\u2029\p{Bidi_Control}]/gu;

const escaped = (character: string): string =>
  `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;

/**
 * Makes every text in a line safe to show, at any depth: senders choose ids, types and names. Long ones are truncated, because
 * log lines are limited to 1 MB.
 */
export const showable = (key: string, value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  return (key === 'stack' ? value : cutText(value, MAX_TEXT_LENGTH)).replaceAll(ACTING, escaped);
};

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
