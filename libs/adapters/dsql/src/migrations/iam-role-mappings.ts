import { APPLICATION_ROLE } from '../schema.js';

/**
 * Statements that only Aurora DSQL understands: they map IAM roles to database roles. Tests have no cluster, so they compare
 * the text with the documentation and run a PostgreSQL translation. The only other DSQL syntax is `INDEX ASYNC` in steps.ts.
 * @see https://docs.aws.amazon.com/aurora-dsql/latest/userguide/using-database-and-iam-roles.html
 */

/** Selects the IAM roles that may connect as the application's role: rows with an `arn`. */
export const SELECT_ROLE_ARNS = `SELECT arn FROM sys.iam_pg_role_mappings WHERE pg_role_name = '${APPLICATION_ROLE}'`;

/** @throws Error if `arn` is not the ARN of an IAM role */
export const grantToRoleArn = (arn: string): string =>
  `AWS IAM GRANT ${APPLICATION_ROLE} TO '${checkRoleArn(arn)}'`;

/** @throws Error if `arn` is not the ARN of an IAM role */
export const revokeFromRoleArn = (arn: string): string =>
  `AWS IAM REVOKE ${APPLICATION_ROLE} FROM '${checkRoleArn(arn)}'`;

/** These statements take no parameters, so the ARN must be safe to put into SQL text. */
const checkRoleArn = (arn: string): string => {
  if (/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(arn)) return arn;
  throw new Error(`Not the ARN of an IAM role: ${JSON.stringify(arn)}`);
};
