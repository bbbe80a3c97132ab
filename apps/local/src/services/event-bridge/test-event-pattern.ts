import { z } from 'zod';
import { AwsError } from '../../service-model/aws-error.js';
import { operation } from '../../service-model/operation.js';
import { compilePattern } from './pattern/pattern.js';
import { withPatternErrors } from './rule-operations.js';

const EVENT = z.looseObject({
  id: z.string(),
  account: z.string(),
  source: z.string(),
  time: z.string(),
  region: z.string(),
  resources: z.array(z.string()),
  'detail-type': z.string(),
});

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TestEventPattern.html */
export const testEventPattern = operation(
  z.object({ EventPattern: z.string(), Event: z.string() }),
  ({ EventPattern, Event }) => {
    const matches = withPatternErrors(() => compilePattern(EventPattern));
    const event = EVENT.safeParse(parse(Event));
    if (event.success) return { Result: matches(event.data) };
    throw new AwsError('ValidationException', `Parameter Event is not valid. Reason: ${event.error.message}`);
  },
);

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
