import { z } from 'zod';
import { AwsError } from '../../service-model/aws-error.js';
import { operation, type Operations } from '../../service-model/operation.js';
import type { Secrets } from './secrets.js';

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html */
export const operations = (secrets: Secrets): Operations => ({
  GetSecretValue: operation(
    z.object({ SecretId: z.string() }),
    ({ SecretId }) => {
      const secret = secrets.find(SecretId);
      if (!secret) {
        throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
      }
      const { arn, name, value, version } = secret;
      return {
        ARN: arn,
        Name: name,
        SecretString: value,
        VersionId: version,
        VersionStages: ['AWSCURRENT'],
      };
    },
    ({ SecretId }) => ({
      action: 'secretsmanager:GetSecretValue',
      resources: [secrets.find(String(SecretId))?.arn ?? String(SecretId)],
    }),
  ),
});
