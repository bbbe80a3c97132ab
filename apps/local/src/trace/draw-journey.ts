import { styleText } from 'node:util';
import { printable } from '../core/printable.js';
import { functionOf, type Journey, type Span } from './journey.js';

const WIDTH = { label: 68, number: 9 };
const HEADER = ['waited', 'began', 'took'];

/**
 * One line per span: how long its message had waited, when the span began (counted from the first span), and how long it
 * took. `┄▶` is a span link: another run continues the journey.
 */
export const drawJourney = (journey: Journey): string[] => {
  const { span } = journey;
  return [
    '',
    line('', HEADER, 'dim'),
    ...draw(journey, { lead: '', follow: '', from: span.start, isFirst: true }),
  ];
};

interface Place {
  /** Prefixes of the span's own line, and of the lines below it. */
  readonly lead: string;
  readonly follow: string;
  /** Start of the journey. */
  readonly from: number;
  readonly isFirst?: boolean;
  /** Waiting time of the message, in ms. */
  readonly waited?: number;
}

const draw = (journey: Journey, { lead, follow, from, isFirst = false, waited }: Place): string[] => {
  const { span, ranIn, steps, continuations } = journey;
  const isNewRun = (isFirst || waited !== undefined) && ranIn !== undefined;
  const label = `${isNewRun ? `${ranIn}: ` : ''}${labelOf(span)}${isFirst ? aboutProduct(span) : ''}`;
  const numbers = [
    waited === undefined ? '' : milliseconds(waited),
    milliseconds(span.start - from),
    milliseconds(span.duration),
  ];
  const failure = isMessage(span) && span.isError ? span.tags['error.message'] : undefined;
  const below = [
    ...steps.map((next) => ({ next, arm: '─ ', rest: '  ', place: {} })),
    ...continuations.map((next) => ({
      next,
      arm: '┄▶ ',
      rest: '   ',
      place: { waited: Math.max(0, next.span.start - span.start - span.duration) },
    })),
  ];
  return [
    line(lead + label, numbers, colourOf(span, isFirst)),
    ...(failure === undefined
      ? []
      : [line(`${follow}${below.length > 0 ? '│' : ' '}  ${failure}`, [], 'red')]),
    ...below.flatMap(({ next, arm, rest, place }, index) => {
      const isLast = index === below.length - 1;
      return draw(next, {
        lead: `${follow}${isLast ? '└' : '├'}${arm}`,
        follow: `${follow}${isLast ? ' ' : '│'}${rest}`,
        from,
        ...place,
      });
    }),
  ];
};

type Colour = Parameters<typeof styleText>[0];

const line = (label: string | number, numbers: readonly string[], colour: Colour): string => {
  const text = printable(String(label), WIDTH.label - 1);
  if (numbers.length === 0) return styleText(colour, text);
  const columns = numbers.map((number) => number.padStart(WIDTH.number)).join('');
  return `${styleText(colour, text)}${' '.repeat(WIDTH.label - text.length)}${styleText('dim', columns)}`;
};

const isRun = ({ name }: Span): boolean => name === 'aws.lambda';

const isMessage = ({ name }: Span): boolean => name.startsWith('messaging.');
const aboutProduct = ({ tags }: Span): string => (tags['product.id'] ? ` of ${tags['product.id']}` : '');

const labelOf = (span: Span): string => {
  const { name, resource, tags } = span;
  const count = Number(tags['messaging.batch.message_count'] ?? 1);
  if (isRun(span)) {
    const notes = [tags['cold_start'] === 'true' && 'cold start', count > 1 && `${count} messages`];
    return `${functionOf(resource)}${inBrackets(notes)}`;
  }
  if (name === 'aws.apigateway') return `${resource} ${tags['http.status_code'] ?? ''}`.trimEnd();
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

const colourOf = (span: Span, isFirst: boolean): Colour => {
  if (span.isError) return 'red';
  if (isFirst) return 'bold';
  if (isRun(span)) return 'green';
  return isMessage(span) ? 'cyan' : 'dim';
};

const milliseconds = (ms: number): string =>
  ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
