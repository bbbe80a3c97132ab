/** The drawn fields of a span. Ids are hexadecimal. Times are in milliseconds, `start` since 1970. */
export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId?: string;
  readonly name: string;
  readonly resource: string;
  readonly start: number;
  readonly duration: number;
  readonly isError: boolean;
  readonly tags: Readonly<Record<string, string | number>>;
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
}

/** A span and all that followed from it. */
export interface Journey {
  readonly span: Span;
  /** The function that the span ran in, e.g. `OutboxProcessor`. */
  readonly ranIn: string | undefined;
  /** Its children in the same run, earliest first. */
  readonly steps: readonly Journey[];
  /** Spans that link to it, in other runs that received its message. Earliest first. */
  readonly continuations: readonly Journey[];
}

/** Not drawn: loading of modules, connections, and the queue spans that Datadog infers from messages. */
const HIDDEN = /^(aws\.lambda\..+|tcp\..+|dns\..+|http\..+|aws\.(sqs|sns|eventbridge))$/;

const isRequest = ({ name }: Span): boolean => name === 'aws.apigateway';
const isMessage = ({ name }: Span): boolean => name.startsWith('messaging.');

/**
 * The journeys that began with a request or with a message of another service. They follow span links across traces. A run
 * for many messages, such as the relay's, appears in each journey with the part for that message only.
 */
export const journeysOf = (spans: readonly Span[]): Journey[] => {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const byParent = Map.groupBy(spans, ({ parentId }) => parentId);
  const linkedTo = Map.groupBy(
    spans.filter(({ links }) => links.length > 0),
    ({ links }) => links[0]?.spanId,
  );
  const shown = (span: Span): Span[] =>
    HIDDEN.test(span.name) ? (byParent.get(span.spanId) ?? []).flatMap(shown) : [span];
  const ancestors = ({ parentId }: Span): Span[] => {
    const parent = parentId === undefined ? undefined : byId.get(parentId);
    return parent ? [parent, ...ancestors(parent)] : [];
  };
  const runAround = (span: Span): string | undefined => {
    const run = ancestors(span).find(({ name }) => name === 'aws.lambda');
    return run && functionOf(run.resource);
  };
  const journeyOf = (span: Span): Journey => ({
    span,
    ranIn: runAround(span),
    steps: (byParent.get(span.spanId) ?? []).flatMap(shown).sort(byStart).map(journeyOf),
    continuations: (linkedTo.get(span.spanId) ?? []).toSorted(byStart).map(journeyOf),
  });
  const isBeginning = (span: Span): boolean => {
    if (isRequest(span)) return span.parentId === undefined;
    if (!isMessage(span) || span.links.some(({ spanId }) => byId.has(spanId))) return false;
    return !ancestors(span).some((ancestor) => isMessage(ancestor) || isRequest(ancestor));
  };
  return spans.filter(isBeginning).sort(byStart).map(journeyOf);
};

/** All spans of a journey. */
export const spansOf = ({ span, steps, continuations }: Journey): Span[] => [
  span,
  ...steps.flatMap(spansOf),
  ...continuations.flatMap(spansOf),
];

const byStart = (a: Span, b: Span): number => a.start - b.start;

/** `ProductService-CreateProduct-local` is `CreateProduct`. */
export const functionOf = (resource: string): string => resource.replace(/^[^-]+-(.+)-[^-]+$/, '$1');
