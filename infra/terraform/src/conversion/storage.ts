import { type TerraformType, without } from './terraform-type.js';

export const STORAGE: Readonly<Record<string, TerraformType>> = {
  aws_dsql_cluster: {
    type: 'AWS::DSQL::Cluster',
    arn: 'dsql',
    attributes: { arn: 'ResourceArn', identifier: 'Identifier' },
    settings: { deletion_protection_enabled: 'DeletionProtectionEnabled' },
  },
  aws_ssm_parameter: {
    type: 'AWS::SSM::Parameter',
    arn: 'ssm',
    attributes: { arn: 'Arn', id: 'Ref' },
    settings: {
      name: 'Name',
      type: 'Type',
      value: 'Value',
      description: 'Description',
      insecure_value: 'Value',
    },
  },
  aws_secretsmanager_secret: {
    type: 'AWS::SecretsManager::Secret',
    arn: 'secretsmanager',
    attributes: { arn: 'Ref', id: 'Ref' },
    settings: {
      name: 'Name',
      name_prefix: without('CloudFormation generates the name'),
      description: 'Description',
      recovery_window_in_days: without('CloudFormation deletes a secret at once'),
      force_overwrite_replica_secret: without('there is no replica'),
    },
  },
  aws_secretsmanager_secret_version: {
    partOf: 'secret_id',
    attributes: { secret_string: 'SecretString' },
    settings: { secret_id: without('the owner'), secret_string: 'SecretString' },
  },
};
