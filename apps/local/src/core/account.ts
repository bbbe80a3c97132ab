/** The AWS account and region that the machine plays. */
export interface Account {
  readonly id: string;
  readonly region: string;
  readonly stackName: string;
  readonly stackId: string;
}

export const PARTITION = 'aws';
export const URL_SUFFIX = 'amazonaws.com';

/** `resource` is what follows the account in the ARN. */
export const arnOf = ({ id, region }: Account, service: string, resource: string): string =>
  `arn:${PARTITION}:${service}:${region}:${id}:${resource}`;

/** `http://…/<account>/<name>`; of anything else, the ARN of no queue. */
export const queueArnOf = (queueUrl: string, account: Account): string => {
  const [, id = '', name = ''] = /\/(\d+)\/([^/]+)$/.exec(queueUrl) ?? [];
  return arnOf({ ...account, id }, 'sqs', name);
};

/** Splits an ARN; `resource` may hold colons itself. */
export const parseArn = (arn: string) => {
  const [, , service = '', region = '', account = '', ...resource] = arn.split(':');
  return { service, region, account, resource: resource.join(':') };
};
