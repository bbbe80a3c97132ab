import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Created } from '../cloud-formation/scope.js';
import type { Cloud } from './service.js';

/** A resource of the template, with every intrinsic function in its properties computed. */
export interface Resource<Properties> {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Properties;
}

/** How one CloudFormation type is run. */
export interface ResourceType<Properties = unknown> {
  /** Every property it understands. Another one stops the start. */
  readonly properties: z.ZodType<Properties>;
  create(resource: Resource<Properties>, cloud: Cloud): Promise<Created> | Created;
}

/** @see ResourceType */
export const resourceType = <Shape extends z.ZodRawShape>(
  shape: Shape,
  create: (
    resource: Resource<z.output<z.ZodObject<Shape, z.core.$strict>>>,
    cloud: Cloud,
  ) => Promise<Created> | Created,
): ResourceType => ({ properties: z.strictObject(shape), create }) as ResourceType;

/** A property that is accepted, with the reason why this machine does nothing about it. */
export const nothingToRun = (_reason: string) => z.unknown().optional();

/** CloudFormation takes `"true"` for `true` and `"30"` for `30`. */
export const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((it) => it === 'true')]);
export const whole = z.union([z.int(), z.string().regex(/^\d+$/).transform(Number)]);
/** A JSON document, written as an object or as text. */
export const document = z.union([z.record(z.string(), z.unknown()), z.string().transform(parseDocument)]);

function parseDocument(text: string, context: z.RefinementCtx): Record<string, unknown> {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch {
    context.addIssue('not a JSON object');
    return z.NEVER;
  }
}

export const TAGS = nothingToRun('tags are for bills and searches');
export const ENCRYPTION = nothingToRun('nothing is written where another person could read it');

/** The name CloudFormation would make up for a resource that has none; the same one at every start. */
export const generatedName = (
  cloud: Cloud,
  logicalId: string,
  maximumLength: number,
  suffix = '',
): string => {
  const tail = `-${createHash('sha256').update(logicalId).digest('hex').slice(0, 12).toUpperCase()}${suffix}`;
  return `${cloud.account.stackName}-${logicalId}`.slice(0, maximumLength - tail.length) + tail;
};
