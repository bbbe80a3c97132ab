import { styleText } from 'node:util';
import { printable } from '../core/printable.js';
import { type Journey, waitBetween } from './journey.js';
import type { Span } from './span.js';
import { isMessage, isRun, labelOf } from './span-label.js';

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
      place: { waited: waitBetween(span, next.span) },
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

const aboutProduct = ({ tags }: Span): string => (tags['product.id'] ? ` of ${tags['product.id']}` : '');

const colourOf = (span: Span, isFirst: boolean): Colour => {
  if (span.isError) return 'red';
  if (isFirst) return 'bold';
  if (isRun(span)) return 'green';
  return isMessage(span) ? 'cyan' : 'dim';
};

const milliseconds = (ms: number): string =>
  ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
