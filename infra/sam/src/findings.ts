import { templateFindings } from '@product-service/cloud-formation';
import { TEMPLATE_FILE } from './resolved-template.js';

const ACCEPTED = [
  // SAM resolves this reference: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
  /^F1020 .*'MigrateDatabaseFunction\.Version' is not one of/,
  // An ARN is no secret.
  /^W2509 DDApiKeySecretArn: /,
];

/** What AWS's validator finds in the template. */
export const findings = (): readonly string[] => templateFindings(TEMPLATE_FILE, ACCEPTED);
