import tracer from 'dd-trace';
import { ATTRIBUTE } from './attributes.js';

// On Lambda, Datadog's layer starts the tracer before it loads our code, and this call has no effect.
tracer.init({ startupLogs: false });

/*
 * We set the checkpoints of Data Streams Monitoring manually, at the three instrumentation points, with the event's type as
 * topic. Automatic ones would count every message twice, on separate edges, and the relay's triggers too:
 * - the tracer sets one per call of the SQS and SNS clients;
 * - datadog-lambda-js sets one per record of a batch. It reads the variable below after our code is loaded.
 * The EventBridge plugin is off: it would replace `_datadog` in the events, which the contract reserves for our own headers.
 */
const manualCheckpoints = { dsmEnabled: false };
tracer.use('aws-sdk', {
  sns: manualCheckpoints,
  sqs: manualCheckpoints,
  eventbridge: false,
  hooks: {
    request(span, response) {
      const entries: unknown = response?.['request']?.params?.PublishBatchRequestEntries;
      if (Array.isArray(entries)) span?.setTag(ATTRIBUTE.batchSize, entries.length);
    },
  },
});
process.env['DD_DATA_STREAMS_ENABLED'] = 'false';

export { tracer };
