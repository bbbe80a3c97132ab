/** A target did not receive an event. The codes are EventBridge's. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';

  constructor(
    /** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html */
    readonly code:
      | 'CONNECTION_FAILURE'
      | 'ERROR_FROM_TARGET'
      | 'INVALID_PARAMETER'
      | 'NO_PERMISSIONS'
      | 'NO_RESOURCE'
      | 'THROTTLING'
      | 'TIMEOUT',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  /** False: the error lasts until a person fixes it, so there is no retry. */
  get isTemporary(): boolean {
    return !['INVALID_PARAMETER', 'NO_PERMISSIONS', 'NO_RESOURCE'].includes(this.code);
  }
}

/** EventBridge's error for a failed call to SQS. */
export const deliveryErrorOf = (error: unknown): DeliveryError => {
  if (error instanceof DeliveryError) return error;
  const { name = 'Error', message = String(error), $metadata } = error as Partial<SqsError>;
  const status = $metadata?.httpStatusCode;
  return new DeliveryError(codeOf(name, status), `${name}: ${message}`, { cause: error });
};

interface SqsError extends Error {
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const codeOf = (name: string, status: number | undefined): DeliveryError['code'] => {
  if (/QueueDoesNotExist|NonExistentQueue/.test(name)) return 'NO_RESOURCE';
  if (/Throttl|TooManyRequests/.test(name) || status === 429) return 'THROTTLING';
  if (/TimeoutError|AbortError/.test(name)) return 'TIMEOUT';
  if (status === undefined) return 'CONNECTION_FAILURE';
  if (status === 403) return 'NO_PERMISSIONS';
  return status < 500 ? 'INVALID_PARAMETER' : 'ERROR_FROM_TARGET';
};
