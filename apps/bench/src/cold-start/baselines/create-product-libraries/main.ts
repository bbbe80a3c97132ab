import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { errors, jwtVerify } from 'jose';
import { libraries as others } from '../get-product-libraries/main.js';

const requestHandler = new NodeHttpHandler();

/** The libraries of create-product, each used once, and nothing else. */
export const libraries = [
  ...others,
  [new SQSClient({ requestHandler }), SendMessageCommand],
  [new SSMClient({ requestHandler }), GetParameterCommand],
  [jwtVerify, errors],
];

export const handler = async (): Promise<void> => {};
