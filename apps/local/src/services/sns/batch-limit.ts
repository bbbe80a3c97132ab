import { AwsError } from '../../service-model/aws-error.js';

/** Of all messages of a `PublishBatch` together, with their attributes. */
const MAXIMUM_BYTES = 256 * 1024;

const COUNTED =
  /^PublishBatchRequestEntries\.member\.\d+\.(Message|MessageAttributes\.entry\.\d+\.(Name|Value\.(DataType|StringValue|BinaryValue)))$/;

/**
 * Checks the size of a whole batch, which the emulator does not.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html
 * @throws AwsError BatchRequestTooLong
 */
export const checkBatchSize = (form: URLSearchParams): void => {
  const bytes = [...form]
    .filter(([name]) => COUNTED.test(name))
    .reduce((sum, [, value]) => sum + Buffer.byteLength(value), 0);
  if (bytes > MAXIMUM_BYTES)
    throw new AwsError(
      'BatchRequestTooLong',
      `The messages of the batch have ${bytes} bytes together, more than ${MAXIMUM_BYTES}.`,
    );
};
