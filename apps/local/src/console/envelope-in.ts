import { isObject } from '../core/json.js';

/** What the page says of a message. */
export interface EnvelopeFields {
  readonly type?: string;
  readonly productId?: string;
  readonly eventId?: string;
  readonly traceId?: string;
}

/** Reads the CloudEvents envelope of a message: plain, in a notification of SNS, or in an event of EventBridge. */
export const envelopeIn = (body: string): EnvelopeFields => {
  const outer = objectIn(body);
  const inner = isObject(outer['detail']) ? outer['detail'] : { ...outer, ...objectIn(outer['Message']) };
  const { type = outer['detail-type'], id, subject, traceparent, data } = inner;
  const productId = subject ?? (isObject(data) ? data['productId'] : undefined);
  const traceId = typeof traceparent === 'string' ? traceparent.split('-')[1] : undefined;
  return {
    ...(typeof type === 'string' && { type }),
    ...(typeof productId === 'string' && { productId }),
    ...(typeof id === 'string' && { eventId: id }),
    ...(traceId !== undefined && { traceId }),
  };
};

const objectIn = (text: unknown): Record<string, unknown> => {
  if (typeof text !== 'string' || !text.startsWith('{')) return {};
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
};
