import { isObject } from './json.js';
import type { Message } from './activity.js';

/** Reads type, subject, sequence and id from a CloudEvents envelope. Other texts have none of them. */
export const describeMessage = (body: string): Message => {
  try {
    const envelope: unknown = JSON.parse(body);
    if (!isObject(envelope)) return {};
    const { type, subject, sequence, id } = envelope;
    return {
      ...(typeof type === 'string' && { type }),
      ...(typeof subject === 'string' && { subject }),
      ...(typeof sequence === 'string' && { sequence }),
      ...(typeof id === 'string' && { id }),
    };
  } catch {
    return {};
  }
};
