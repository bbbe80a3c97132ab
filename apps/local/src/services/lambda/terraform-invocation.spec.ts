import { CfnResource, type Stack } from 'aws-cdk-lib';
import { startLocal } from '../../testing/start-local.js';
import { functionOf, synthesize } from '../../testing/synthesize.js';

jest.setTimeout(30_000);

const invoking = (source: string) =>
  synthesize((stack: Stack) => {
    const lambda = functionOf(stack, 'Migrate', source);
    new CfnResource(stack, 'Invocation', {
      type: 'Terraform::Lambda::Invocation',
      properties: { FunctionName: lambda.functionName, Input: { clusterArn: 'arn', roleArns: ['a'] } },
    });
  });

describe('an invocation by Terraform', () => {
  it('runs the function with its input during the deployment', async () => {
    const local = await startLocal({
      assembly: invoking(`exports.handler = async (event) => console.error('input', JSON.stringify(event));`),
    });
    await local.waitForLine(
      ({ event, message }) => event === 'log' && String(message).includes('"roleArns":["a"]'),
    );
    await local.stop();
  });

  it('fails the start if the function fails', async () => {
    const assembly = invoking(`exports.handler = async () => { throw new Error('step 3 is broken'); };`);
    await expect(startLocal({ assembly })).rejects.toThrow('Error: step 3 is broken');
  });
});
