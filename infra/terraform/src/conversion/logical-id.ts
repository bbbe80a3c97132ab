/** `QueuePricesSqsQueue` of `module.queue[Prices].aws_sqs_queue.this`. */
export const logicalIdOf = (address: string): string =>
  pascalCase(address.replaceAll(/\bmodule\.|\baws_|\.this\b/g, ''));

/** `ApiEndpoint` of `api_endpoint`. */
export const pascalCase = (text: string): string =>
  text
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
