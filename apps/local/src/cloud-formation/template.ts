import { z } from 'zod';
import { ownValue } from '../core/json.js';
import { UserError } from '../core/user-error.js';
import { inDependencyOrder, referencesIn } from './dependencies.js';

/** A section or attribute without effect here, with the reason. Every other one that is not listed is refused. */
const ignored = (_reason: string) => z.unknown().optional();

const RESOURCE = z.strictObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DependsOn: z.union([z.string().transform((it) => [it]), z.array(z.string())]).default([]),
  Condition: z.string().optional(),
  DeletionPolicy: ignored('no resource outlives the local cloud'),
  UpdateReplacePolicy: ignored('nothing is updated: every start is a new deployment'),
  Metadata: ignored('for tools'),
});

const PARAMETER = z.object({ Type: z.string(), Default: z.unknown().optional() });

const TEMPLATE = z.strictObject({
  AWSTemplateFormatVersion: z.literal('2010-09-09').optional(),
  Description: ignored('for people'),
  Metadata: ignored('for tools'),
  Rules: ignored('they check parameter values of a deployer, and here the defaults are used'),
  Outputs: ignored('the start prints what is useful locally'),
  Parameters: z.record(z.string(), PARAMETER).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Resources: z.record(z.string(), RESOURCE),
});

/** A CloudFormation template that contains only known sections and attributes. */
export type Template = z.infer<typeof TEMPLATE>;

/** A resource before its properties are computed. */
export interface TemplateResource {
  readonly logicalId: string;
  readonly type: string;
  readonly condition: string | undefined;
  /** As in the template, with intrinsic functions. */
  readonly properties: Readonly<Record<string, unknown>>;
}

/** @throws UserError naming the sections and attributes that the local cloud does not know */
export const readTemplate = (raw: unknown): Template => {
  const result = TEMPLATE.safeParse(raw);
  if (result.success) return result.data;
  const problems = result.error.issues.map(
    ({ path, message }) => `  ${path.join('.') || 'template'}: ${message}`,
  );
  throw new UserError(`The local cloud can't run this template:\n${problems.join('\n')}`);
};

/** The resources, each after those that it refers to. */
export const resourcesInOrder = ({ Resources }: Template): TemplateResource[] => {
  const dependencies = new Map(
    Object.entries(Resources).map(([logicalId, { Properties, DependsOn }]) => [
      logicalId,
      [...DependsOn, ...referencesIn(Properties)],
    ]),
  );
  return inDependencyOrder(dependencies).flatMap((logicalId) => {
    const resource = ownValue(Resources, logicalId);
    if (!resource) return [];
    const { Type, Condition, Properties } = resource;
    return [{ logicalId, type: Type, condition: Condition, properties: Properties }];
  });
};
