import { z } from 'zod';
import { arnOf } from '../../core/account.js';
import {
  generatedName,
  ignored,
  resourceType,
  type ResourceTypes,
  whole,
} from '../../service-model/resource-type.js';
import type { ServiceContext } from '../../service-model/service.js';
import { RESOURCE_POLICY } from '../iam/index.js';
import { DEFAULT_INVOCATION } from './asynchronous-invocation.js';
import type { LambdaDependencies } from './dependencies.js';
import { eventSourceMapping } from './event-source-mapping.js';
import { functionResource } from './function-resource.js';
import type { Functions } from './functions.js';
import { terraformInvocation } from './terraform-invocation.js';

/** A version or alias runs the function itself: there is only one version here. */
const versionOf = (functions: Functions, name: string, qualifier: string) => {
  const { arn } = functions.find(name);
  return { ref: `${arn}:${qualifier}`, attributes: { FunctionArn: `${arn}:${qualifier}`, Version: '1' } };
};

const { maximumRetryAttempts, maximumEventAge } = DEFAULT_INVOCATION;

export const resources = (
  context: ServiceContext,
  functions: Functions,
  needs: LambdaDependencies,
): ResourceTypes => ({
  'AWS::Lambda::Alias': resourceType(
    {
      FunctionName: z.string(),
      FunctionVersion: ignored('there is only one version'),
      Name: z.string(),
      Description: ignored('for people'),
    },
    ({ properties: { FunctionName, Name } }) => versionOf(functions, FunctionName, Name),
  ),
  'AWS::Lambda::EventInvokeConfig': resourceType(
    {
      FunctionName: z.string(),
      Qualifier: z.literal('$LATEST', 'the local cloud has no versions and aliases'),
      DestinationConfig: z.strictObject({}, 'the local cloud has no destinations').optional(),
      MaximumRetryAttempts: whole.default(maximumRetryAttempts),
      MaximumEventAgeInSeconds: whole.default(maximumEventAge),
    },
    ({ logicalId, properties }) => {
      functions.asynchronousInvocations.set(functions.find(properties.FunctionName).arn, {
        maximumRetryAttempts: properties.MaximumRetryAttempts,
        maximumEventAge: properties.MaximumEventAgeInSeconds,
      });
      return { ref: logicalId, attributes: {} };
    },
  ),
  'AWS::Lambda::EventSourceMapping': eventSourceMapping(context, functions, needs),
  'AWS::Lambda::Function': functionResource(context, functions, needs),
  'AWS::Lambda::LayerVersion': resourceType(
    {
      Content: z.strictObject({ S3Bucket: z.string(), S3Key: z.string() }),
      LayerName: z.string().optional(),
      CompatibleArchitectures: ignored('JavaScript runs on any'),
      CompatibleRuntimes: ignored("it runs on this machine's Node.js"),
      Description: ignored('for people'),
      LicenseInfo: ignored('for people'),
    },
    ({ logicalId, properties: { Content, LayerName } }) => {
      const name = LayerName ?? generatedName(context.account, logicalId, 140);
      const arn = arnOf(context.account, 'lambda', `layer:${name}:1`);
      functions.layers.set(arn, needs.assetFolder(Content.S3Key));
      return { ref: arn, attributes: { LayerVersionArn: arn } };
    },
  ),
  'AWS::Lambda::Permission': resourceType(
    {
      Action: z.string(),
      FunctionName: z.string(),
      Principal: z.string(),
      SourceArn: z.string().optional(),
      SourceAccount: z.string().optional(),
    },
    ({ logicalId, properties }) => {
      const { Action, FunctionName, Principal, SourceArn, SourceAccount } = properties;
      const { arn } = functions.find(FunctionName);
      const Statement = {
        Effect: 'Allow',
        Action,
        Resource: arn,
        Principal: { Service: Principal },
        Condition: {
          ...(SourceArn && { ArnEquals: { 'aws:SourceArn': SourceArn } }),
          ...(SourceAccount && { StringEquals: { 'aws:SourceAccount': SourceAccount } }),
        },
      };
      needs.policies.attachToResource(arn, RESOURCE_POLICY.parse({ Statement }));
      return { ref: logicalId };
    },
  ),
  'AWS::Lambda::Version': resourceType(
    { FunctionName: z.string(), CodeSha256: ignored('the code is here'), Description: ignored('for people') },
    ({ properties: { FunctionName } }) => versionOf(functions, FunctionName, '1'),
  ),
  'Terraform::Lambda::Invocation': terraformInvocation(functions),
});
