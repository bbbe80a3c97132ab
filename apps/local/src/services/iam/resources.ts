import { z } from 'zod';
import { iamArn } from '../../core/account.js';
import {
  generatedName,
  ignored,
  resourceType,
  type ResourceTypes,
  TAGS,
} from '../../service-model/resource-type.js';
import type { ServiceContext } from '../../service-model/service.js';
import type { Policies } from './policies.js';
import { IDENTITY_POLICY } from './policy-document.js';

export const resources = ({ account }: ServiceContext, policies: Policies): ResourceTypes => ({
  'AWS::IAM::Role': resourceType(
    {
      RoleName: z.string().optional(),
      Path: z.string().default('/'),
      Policies: z
        .array(z.strictObject({ PolicyName: z.string(), PolicyDocument: IDENTITY_POLICY }))
        .default([]),
      ManagedPolicyArns: z.array(z.string()).default([]),
      AssumeRolePolicyDocument: ignored('only resources of the template assume the role'),
      Description: ignored('for people'),
      MaxSessionDuration: ignored('credentials do not expire here'),
      Tags: TAGS,
    },
    ({ logicalId, properties }) => {
      const { Path, Policies: inline, ManagedPolicyArns } = properties;
      const name = properties.RoleName ?? generatedName(account, logicalId, 64);
      for (const { PolicyDocument } of inline) policies.attachToRole(name, PolicyDocument);
      for (const arn of ManagedPolicyArns) policies.attachManaged(name, arn);
      return { ref: name, attributes: { Arn: iamArn(account, `role${Path}${name}`), RoleId: 'AROALOCAL' } };
    },
  ),
  'AWS::IAM::Policy': resourceType(
    { PolicyName: z.string(), PolicyDocument: IDENTITY_POLICY, Roles: z.array(z.string()).default([]) },
    ({ properties: { PolicyName, PolicyDocument, Roles } }) => {
      for (const roleName of Roles) policies.attachToRole(roleName, PolicyDocument);
      return { ref: PolicyName };
    },
  ),
  'AWS::IAM::ManagedPolicy': resourceType(
    {
      ManagedPolicyName: z.string().optional(),
      Path: z.string().default('/'),
      PolicyDocument: IDENTITY_POLICY,
      Roles: z.array(z.string()).default([]),
      Description: ignored('for people'),
    },
    ({ logicalId, properties }) => {
      const { ManagedPolicyName, Path, PolicyDocument, Roles } = properties;
      const name = ManagedPolicyName ?? generatedName(account, logicalId, 128);
      const arn = iamArn(account, `policy${Path}${name}`);
      policies.defineManaged(arn, PolicyDocument);
      for (const roleName of Roles) policies.attachToRole(roleName, PolicyDocument);
      return { ref: arn, attributes: { PolicyArn: arn } };
    },
  ),
});
