import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const NAME = 'ProductService-prod';
const ID = `arn:aws:cloudformation:eu-west-1:123456789012:stack/${NAME}/1`;

/** A local server that simulates the calls to CloudFormation that the CDK CLI makes when it deploys one stack. */
export interface FakeAws {
  readonly url: string;
  /** Status of the stack; undefined while no stack exists. */
  status: string | undefined;
  isProtected: boolean;
  /** Whether the next change set fails and is rolled back. */
  fails: boolean;
  /** CloudFormation's changes, in order. */
  readonly changes: string[];
  stop(): Promise<void>;
}

export const startFakeAws = async (): Promise<FakeAws> => {
  let hasChangeSet = false;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const target = String(request.headers['x-amz-target'] ?? '');
      if (target.startsWith('AmazonSSM')) {
        return response.end('{"Parameter":{"Name":"v","Type":"String","Value":"99"}}');
      }
      const query = new URLSearchParams(body);
      const action = query.get('Action');
      // S3: every requested asset exists already.
      if (action === null) {
        const prefix = new URL(request.url ?? '/', 'http://s3').searchParams.get('prefix') ?? '';
        return response.end(
          `<ListBucketResult><KeyCount>1</KeyCount><Contents><Key>${prefix}</Key><Size>1000</Size></Contents></ListBucketResult>`,
        );
      }
      const [code, result] = answer(action, query);
      response.statusCode = code;
      response.end(
        code === 200
          ? `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`
          : `<ErrorResponse><Error><Type>Sender</Type><Code>${code === 404 ? 'ChangeSetNotFound' : 'ValidationError'}</Code><Message>${result}</Message></Error></ErrorResponse>`,
      );
    });
  });
  const answer = (action: string, query: URLSearchParams): readonly [number, string] => {
    switch (action) {
      case 'GetCallerIdentity':
        return [200, '<Account>123456789012</Account><Arn>arn:aws:iam::123456789012:user/u</Arn>'];
      case 'AssumeRole':
        return [
          200,
          '<Credentials><AccessKeyId>a</AccessKeyId><SecretAccessKey>b</SecretAccessKey><SessionToken>c</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>',
        ];
      case 'DescribeStacks':
        return aws.status === undefined
          ? [400, `Stack with id ${query.get('StackName')} does not exist`]
          : [
              200,
              `<Stacks><member><StackName>${NAME}</StackName><StackId>${ID}</StackId><CreationTime>2026-01-01T00:00:00Z</CreationTime><StackStatus>${aws.status}</StackStatus><EnableTerminationProtection>${aws.isProtected}</EnableTerminationProtection></member></Stacks>`,
            ];
      case 'GetTemplate':
        return [200, '<TemplateBody>{}</TemplateBody>'];
      case 'DescribeStackEvents':
        return [200, '<StackEvents></StackEvents>'];
      case 'DescribeChangeSet':
        if (!hasChangeSet) return [404, 'ChangeSet does not exist'];
        return [
          200,
          `<StackId>${ID}</StackId><StackName>${NAME}</StackName><ChangeSetId>arn:aws:cloudformation:eu-west-1:123456789012:changeSet/c/1</ChangeSetId><ChangeSetName>cdk-deploy-change-set</ChangeSetName><CreationTime>2026-01-01T00:00:00Z</CreationTime><Status>CREATE_COMPLETE</Status><ExecutionStatus>AVAILABLE</ExecutionStatus><Changes><member><Type>Resource</Type><ResourceChange><Action>Add</Action><LogicalResourceId>A</LogicalResourceId><ResourceType>T</ResourceType></ResourceChange></member></Changes>`,
        ];
      case 'CreateChangeSet':
        hasChangeSet = true;
        aws.status ??= 'REVIEW_IN_PROGRESS';
        return [
          200,
          `<Id>arn:aws:cloudformation:eu-west-1:123456789012:changeSet/c/1</Id><StackId>${ID}</StackId>`,
        ];
      case 'DeleteChangeSet':
        hasChangeSet = false;
        return [200, ''];
      case 'UpdateTerminationProtection':
        aws.isProtected = query.get('EnableTerminationProtection') === 'true';
        aws.changes.push(`protection ${aws.isProtected ? 'on' : 'off'}`);
        return [200, `<StackId>${ID}</StackId>`];
      case 'ExecuteChangeSet': {
        const isNew = aws.status === 'REVIEW_IN_PROGRESS';
        if (aws.fails) aws.status = isNew ? 'ROLLBACK_COMPLETE' : 'UPDATE_ROLLBACK_COMPLETE';
        else aws.status = isNew ? 'CREATE_COMPLETE' : 'UPDATE_COMPLETE';
        aws.changes.push(aws.status);
        return [200, ''];
      }
      case 'DeleteStack':
        if (aws.isProtected)
          return [400, `Stack [${NAME}] cannot be deleted while TerminationProtection is enabled`];
        aws.status = undefined;
        aws.changes.push('deleted');
        return [200, ''];
      default:
        return [400, `${action} is not simulated`];
    }
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const aws: FakeAws = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    status: undefined,
    isProtected: false,
    fails: false,
    changes: [],
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return aws;
};
