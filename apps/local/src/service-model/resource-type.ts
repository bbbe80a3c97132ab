import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Account } from '../core/account.js';

/** A resource of the template. Every intrinsic function in its properties is already computed. */
export interface Resource<Properties> {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Properties;
}

/** The values of a created resource for `Ref` and `Fn::GetAtt`. */
export interface Created {
  readonly ref: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/** How resources of one CloudFormation type are created. */
export interface ResourceType<Properties = unknown> {
  /** Every property that the local cloud knows. A template with another property is refused. */
  readonly properties: z.ZodType<Properties>;
  create(resource: Resource<Properties>): Promise<Created> | Created;
  /** Changes an existing resource. Absent: a change needs a new start. */
  update?(resource: Resource<Properties>): Promise<void> | void;
}

/** By the names of the CloudFormation types. */
export type ResourceTypes = Readonly<Record<string, ResourceType>>;

type Parsed<Shape extends z.ZodRawShape> = Resource<z.output<z.ZodObject<Shape, z.core.$strict>>>;

/** A type with these properties. @see ResourceType */
export const resourceType = <Shape extends z.ZodRawShape>(
  shape: Shape,
  create: (resource: Parsed<Shape>) => Promise<Created> | Created,
  update?: (resource: Parsed<Shape>) => Promise<void> | void,
): ResourceType => ({ properties: z.strictObject(shape), create, ...(update && { update }) }) as ResourceType;

/**
 * A type for which nothing has to run, with the reason. All its properties are accepted.
 * @param created computes the values that other resources refer to. Default: the logical id.
 */
export const inertType = (
  _reason: string,
  created: (resource: Resource<Readonly<Record<string, unknown>>>) => Created = ({ logicalId }) => ({
    ref: logicalId,
  }),
): ResourceType =>
  ({
    properties: z.record(z.string(), z.unknown()),
    create: created,
  }) satisfies ResourceType<Readonly<Record<string, unknown>>> as ResourceType;

/** A property that is accepted and has no effect here, with the reason. */
export const ignored = (_reason: string) => z.unknown().optional();

/** CloudFormation accepts `"true"` for `true` and `"30"` for `30`. */
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

export const TAGS = ignored('tags are for bills and searches');
export const ENCRYPTION = ignored('nothing is written where another user could read it');

/** A name like those that CloudFormation generates. It is the same at every start. */
export const generatedName = (
  { stackName }: Account,
  logicalId: string,
  maximumLength: number,
  suffix = '',
): string => {
  const hash = createHash('sha256').update(logicalId).digest('hex').slice(0, 12).toUpperCase();
  const tail = `-${hash}${suffix}`;
  return `${stackName}-${logicalId}`.slice(0, maximumLength - tail.length) + tail;
};

/** The name in this property of an inert resource, or a generated one. */
export const nameOf = (
  account: Account,
  { logicalId, properties }: Resource<Readonly<Record<string, unknown>>>,
  property: string,
): string => {
  const given = properties[property];
  return typeof given === 'string' ? given : generatedName(account, logicalId, 64);
};
