import { templateFindings } from '@product-service/cloud-formation/template-findings';
import { TEMPLATE_FILE } from './resolved-template.js';

const ACCEPTED = [
  // An ARN is no secret.
  /^W2509 DDApiKeySecretArn: /,
];

/** What AWS's validator finds in the template. */
export const findings = (): readonly string[] => templateFindings(TEMPLATE_FILE, ACCEPTED);
