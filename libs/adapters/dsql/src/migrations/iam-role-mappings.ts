import { APPLICATION_ROLE } from '../schema.js';

/**
 * Everything that only Aurora DSQL understands. There being no cluster here, tests compare its text with the
 * documentation's, and run it in PostgreSQL's words. Beside it, only `ASYNC` in the steps that create an index is DSQL's own.
 * @see https://docs.aws.amazon.com/aurora-dsql/latest/userguide/using-database-and-iam-roles.html
 */

/** The IAM roles that may connect as the application's role: rows with an `arn`. */
export const SELECT_ROLE_ARNS = `SELECT arn FROM sys.iam_pg_role_mappings WHERE pg_role_name = '${APPLICATION_ROLE}'`;

/** @throws Error if it is not the ARN of an IAM role */
export const grantToRoleArn = (arn: string): string =>
  `AWS IAM GRANT ${APPLICATION_ROLE} TO '${checkRoleArn(arn)}'`;

/** @throws Error if it is not the ARN of an IAM role */
export const revokeFromRoleArn = (arn: string): string =>
  `AWS IAM REVOKE ${APPLICATION_ROLE} FROM '${checkRoleArn(arn)}'`;

/** These statements take no parameters: what goes into their text must not end it. */
const checkRoleArn = (arn: string): string => {
  if (/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(arn)) return arn;
  throw new Error(`Not the ARN of an IAM role: ${JSON.stringify(arn)}`);
};
