import type { Span } from './span.js';

export const isRequest = ({ name }: Span): boolean => name === 'aws.apigateway';
export const isRun = ({ name }: Span): boolean => name === 'aws.lambda';
export const isMessage = ({ name }: Span): boolean => name.startsWith('messaging.');

/** The function of a run: `ProductService-CreateProduct-local` is `CreateProduct`. */
export const functionOf = ({ resource }: Span): string => resource.replace(/^[^-]+-(.+)-[^-]+$/, '$1');

/** What a span did, for people. */
export const labelOf = (span: Span): string => {
  const { resource, tags } = span;
  const count = Number(tags['messaging.batch.message_count'] ?? 1);
  if (isRun(span)) {
    const notes = [tags['cold_start'] === 'true' && 'cold start', count > 1 && `${count} messages`];
    return `${functionOf(span)}${inBrackets(notes)}`;
  }
  if (isRequest(span)) return `${resource} ${tags['http.status_code'] ?? ''}`.trimEnd();
  // A call to AWS, without the long name of the queue or topic.
  if (tags['component'] === 'aws-sdk')
    return `${resource.split(' ')[0]}${inBrackets([count > 1 && `${count} messages`])}`;
  const attempt = Number(tags['messaging.message.delivery_attempt'] ?? 1);
  return `${resource}${inBrackets([tags['product.outcome'], attempt > 1 && `attempt ${attempt}`])}`;
};

const inBrackets = (notes: readonly (string | number | false | undefined)[]): string => {
  const given = notes.filter(Boolean);
  return given.length > 0 ? ` (${given.join(', ')})` : '';
};
