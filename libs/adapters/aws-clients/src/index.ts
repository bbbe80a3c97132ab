export { awsClient, type AwsClientConfig } from './aws-client.js';
export { CALL_TIME, longestCallMs, type CallTime } from './call-time.js';
