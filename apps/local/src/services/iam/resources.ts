import { z } from 'zod';
import { queueArnOf } from '../../core/account.js';
import { IDENTITY_POLICY, RESOURCE_POLICY } from './policy-document.js';
import type { Cloud } from '../../service-model/service.js';
import { functionOf } from '../lambda/function-resource.js';
import { generatedName, nothingToRun, resourceType, TAGS } from '../../service-model/resource-type.js';

/** Of a global service: its ARNs name no region. */
const iamArn = ({ account }: Cloud, resource: string): string => `arn:aws:iam::${account.id}:${resource}`;

export const role = resourceType(
  {
    RoleName: z.string().optional(),
    Path: z.string().default('/'),
    Policies: z
      .array(z.strictObject({ PolicyName: z.string(), PolicyDocument: IDENTITY_POLICY }))
      .default([]),
    ManagedPolicyArns: z.array(z.string()).default([]),
    AssumeRolePolicyDocument: nothingToRun('those act in a role whom the template gives it'),
    Description: nothingToRun('for people'),
    MaxSessionDuration: nothingToRun('nothing here expires'),
    Tags: TAGS,
  },
  ({ logicalId, properties }, cloud) => {
    const { Path, Policies, ManagedPolicyArns } = properties;
    const name = properties.RoleName ?? generatedName(cloud, logicalId, 64);
    for (const { PolicyDocument } of Policies) cloud.policies.attachToRole(name, PolicyDocument);
    for (const arn of ManagedPolicyArns) cloud.policies.attachManaged(name, arn);
    return { ref: name, attributes: { Arn: iamArn(cloud, `role${Path}${name}`), RoleId: 'AROALOCAL' } };
  },
);

export const policy = resourceType(
  { PolicyName: z.string(), PolicyDocument: IDENTITY_POLICY, Roles: z.array(z.string()).default([]) },
  ({ properties: { PolicyName, PolicyDocument, Roles } }, { policies }) => {
    for (const roleName of Roles) policies.attachToRole(roleName, PolicyDocument);
    return { ref: PolicyName };
  },
);

export const managedPolicy = resourceType(
  {
    ManagedPolicyName: z.string().optional(),
    Path: z.string().default('/'),
    PolicyDocument: IDENTITY_POLICY,
    Roles: z.array(z.string()).default([]),
    Description: nothingToRun('for people'),
  },
  ({ logicalId, properties }, cloud) => {
    const { ManagedPolicyName, Path, PolicyDocument, Roles } = properties;
    const name = ManagedPolicyName ?? generatedName(cloud, logicalId, 128);
    const arn = iamArn(cloud, `policy${Path}${name}`);
    cloud.policies.defineManaged(arn, PolicyDocument);
    for (const roleName of Roles) cloud.policies.attachToRole(roleName, PolicyDocument);
    return { ref: arn, attributes: { PolicyArn: arn } };
  },
);

export const queuePolicy = resourceType(
  { Queues: z.array(z.string()), PolicyDocument: RESOURCE_POLICY },
  ({ logicalId, properties: { Queues, PolicyDocument } }, { policies, account }) => {
    for (const url of Queues) policies.attachToResource(queueArnOf(url, account), PolicyDocument);
    return { ref: logicalId };
  },
);

export const topicPolicy = resourceType(
  { Topics: z.array(z.string()), PolicyDocument: RESOURCE_POLICY },
  ({ logicalId, properties: { Topics, PolicyDocument } }, { policies }) => {
    for (const arn of Topics) policies.attachToResource(arn, PolicyDocument);
    return { ref: logicalId };
  },
);

export const lambdaPermission = resourceType(
  {
    Action: z.string(),
    FunctionName: z.string(),
    Principal: z.string(),
    SourceArn: z.string().optional(),
    SourceAccount: z.string().optional(),
  },
  ({ logicalId, properties }, cloud) => {
    const { Action, FunctionName, Principal, SourceArn, SourceAccount } = properties;
    const { arn } = functionOf(cloud, FunctionName);
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
    cloud.policies.attachToResource(arn, RESOURCE_POLICY.parse({ Statement }));
    return { ref: logicalId };
  },
);
