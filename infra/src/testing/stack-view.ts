import { globSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Template } from 'aws-cdk-lib/assertions';
import { kebabCase } from '../constructs/instrumented-function.js';
import { nameOf } from './synthesize.js';

const WORKSPACE = join(__dirname, '../../..');

export interface DeployedResource {
  readonly logicalId: string;
  /** Logical id without CDK's hash. */
  readonly name: string;
  // A template has no types: a wrong name makes the test fail.
  readonly properties: ReturnType<Template['findResources']>[string];
  readonly dependsOn: readonly string[];
}

/** The stack's resources of one type. */
export const resourcesOf = (template: Template, type: string): readonly DeployedResource[] =>
  Object.entries(template.findResources(type)).map(([logicalId, { Properties, DependsOn }]) => ({
    logicalId,
    name: nameOf({ Ref: logicalId }),
    properties: Properties,
    dependsOn: [DependsOn ?? []].flat(),
  }));

export interface DeployedFunction extends DeployedResource {
  /** E.g. `GetProduct`. */
  readonly id: string;
  readonly role: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The queue that it reads, if any. */
  readonly queue: string | undefined;
}

export const functionsOf = (template: Template): readonly DeployedFunction[] => {
  const mappings = resourcesOf(template, 'AWS::Lambda::EventSourceMapping');
  return resourcesOf(template, 'AWS::Lambda::Function').map((lambda) => {
    const mapping = mappings.find(({ properties }) => properties['FunctionName'].Ref === lambda.logicalId);
    return {
      ...lambda,
      id: lambda.properties['FunctionName'].split('-')[1],
      role: nameOf(lambda.properties['Role']),
      variables: lambda.properties['Environment'].Variables,
      queue: mapping && nameOf(mapping.properties['EventSourceArn']),
    };
  });
};

/** The function that CloudFormation invokes during a deployment. */
export const migrationOf = (template: Template): string => {
  const [migration] = resourcesOf(template, 'Custom::DatabaseMigration');
  return nameOf(migration?.properties['ServiceToken']);
};

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | string[];
  readonly Resource: unknown;
}

/** What the policies of a role allow or deny, each as `action resource`. */
export const permissionsOf = (
  template: Template,
  role: string,
  effect: Statement['Effect'] = 'Allow',
): readonly string[] =>
  resourcesOf(template, 'AWS::IAM::Policy')
    .filter(({ properties }) => properties['Roles'].map(nameOf).includes(role))
    .flatMap(({ properties }) => properties['PolicyDocument'].Statement as Statement[])
    .filter(({ Effect }) => Effect === effect)
    .flatMap(({ Action, Resource }) =>
      [Action].flat().flatMap((action) => [Resource].flat().map((on) => `${action} ${nameOf(on)}`)),
    )
    .sort();

export interface DeployedRoute {
  readonly method: string;
  readonly path: string;
  /** The function that answers; undefined where API Gateway answers itself. */
  readonly handler: string | undefined;
  readonly properties: DeployedResource['properties'];
}

export const routesOf = (template: Template): readonly DeployedRoute[] => {
  const resources = template.findResources('AWS::ApiGateway::Resource');
  const pathOf = (resource: { Ref?: string }): string => {
    const { PathPart, ParentId } = resources[resource.Ref ?? '']?.['Properties'] ?? {};
    return PathPart === undefined ? '' : `${pathOf(ParentId)}/${PathPart}`;
  };
  return resourcesOf(template, 'AWS::ApiGateway::Method').map(({ properties }) => {
    const { HttpMethod, ResourceId, Integration } = properties;
    const lambda = Integration.Uri?.['Fn::Join'][1].find((part: object) => 'Fn::GetAtt' in Object(part));
    return { method: HttpMethod, path: pathOf(ResourceId), handler: lambda && nameOf(lambda), properties };
  });
};

/** Folders of the Lambdas, relative to the workspace: `apps/product-api/get-product`, … */
export const lambdaFolders = (): readonly string[] =>
  globSync('apps/product-*/*/main.ts', { cwd: WORKSPACE }).map(dirname).sort();

/** The folder of a function: `apps/product-api/get-product` of `GetProduct`. */
export const folderOf = (id: string): string | undefined =>
  lambdaFolders().find((folder) => basename(folder) === kebabCase(id));
