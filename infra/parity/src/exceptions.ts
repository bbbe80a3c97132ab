import type { Tool } from './templates.js';

/** Differences to the CDK app that are intended. */
export interface Exception {
  readonly tool: Tool;
  /** The lines that this tool or the CDK app has alone. */
  readonly lines: RegExp;
  readonly reason: string;
}

export const EXCEPTIONS: readonly Exception[] = [
  {
    tool: 'sam',
    lines:
      /may be invoked \(lambda:InvokeFunction\) by apigateway\.amazonaws\.com for .*:\{API Id\}\/(api|\*)\//,
    reason: 'SAM allows every stage of the API to invoke a function. The API has one stage.',
  },
  {
    tool: 'sam',
    lines: /^(migration: (migrations|version) = |function MigrateDatabase: publishes a version)/,
    reason:
      'The migration runs again for each new bundle, which SAM publishes as a version. CDK knows the migrations themselves.',
  },
  {
    tool: 'sam',
    lines: /^cluster: (DeletionPolicy|UpdateReplacePolicy) = Retain$/,
    reason:
      'A deletion policy cannot depend on a parameter. Deletion protection keeps the data: CloudFormation cannot delete the cluster.',
  },
  {
    tool: 'terraform',
    lines: /^migration: (migrations|bundle|ServiceTimeout) = /,
    reason: 'Terraform invokes the function itself, again for each new bundle, and waits as long as it runs.',
  },
  {
    tool: 'terraform',
    lines: /^cluster: (DeletionPolicy|UpdateReplacePolicy) = Retain$/,
    reason:
      'Terraform has no such policy. Deletion protection keeps the data: Terraform cannot delete the cluster.',
  },
];
