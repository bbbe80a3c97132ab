import tracer from 'dd-trace';
import { ATTRIBUTE } from './attributes.js';

// On Lambda, Datadog's layer has started the tracer before our code is loaded, and this does nothing.
tracer.init({ startupLogs: false });

/*
 * Checkpoints of Data Streams Monitoring are set by hand, at the three seams, with the event's type for a topic. The
 * automatic ones would count every message a second time, on edges of their own, nudges included:
 * - the tracer's, for each call of the SQS and SNS clients;
 * - that of datadog-lambda-js, for each record of a batch. It reads this variable once our code is loaded.
 * The EventBridge plugin is off altogether, for it replaces `_datadog` in the events, which the contract gives to us.
 */
const byHand = { dsmEnabled: false };
tracer.use('aws-sdk', {
  sns: byHand,
  sqs: byHand,
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
