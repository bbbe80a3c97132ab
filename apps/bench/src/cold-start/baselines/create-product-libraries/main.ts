import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { errors, jwtVerify } from 'jose';
import { readLibraries } from '../read-libraries.js';

const requestHandler = new NodeHttpHandler();

/** The libraries of create-product, each used once, and nothing else. */
export const libraries = [
  ...readLibraries,
  [new SQSClient({ requestHandler }), SendMessageCommand],
  [new SSMClient({ requestHandler }), GetParameterCommand],
  [jwtVerify, errors],
];

export const handler = async (): Promise<void> => {};
