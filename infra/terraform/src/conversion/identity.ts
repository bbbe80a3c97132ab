import { json, type TerraformType, without } from './terraform-type.js';

export const IDENTITY: Readonly<Record<string, TerraformType>> = {
  aws_iam_role: {
    type: 'AWS::IAM::Role',
    arn: 'iam',
    attributes: { arn: 'Arn', name: 'Ref', id: 'Ref', unique_id: 'RoleId' },
    settings: {
      name: 'RoleName',
      name_prefix: without('CloudFormation generates the name'),
      assume_role_policy: json('AssumeRolePolicyDocument'),
      description: 'Description',
      path: (path) => (path === '/' ? {} : { Path: path }),
      max_session_duration: (seconds) => (seconds === 3600 ? {} : { MaxSessionDuration: seconds }),
      force_detach_policies: without('it concerns policies that Terraform does not know'),
    },
  },
  aws_iam_role_policy: {
    type: 'AWS::IAM::Policy',
    settings: {
      name: 'PolicyName',
      name_prefix: without('CloudFormation generates the name'),
      role: (role) => ({ Roles: [role] }),
      policy: json('PolicyDocument'),
    },
  },
};
