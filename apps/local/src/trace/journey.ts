/** A span, as far as it is drawn. Ids are hexadecimal; times are milliseconds, `start` since 1970. */
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

/** A span with what came of it. */
export interface Journey {
  readonly span: Span;
  /** The function it ran in, e.g. `OutboxProcessor`. */
  readonly ranIn: string | undefined;
  /** Below it in the same run, earliest first. */
  readonly steps: readonly Journey[];
  /** What was linked to it: other runs that took over its message, earliest first. */
  readonly continuations: readonly Journey[];
}

/** Not drawn: how modules are loaded and connections are made, and what Datadog infers of queues from their messages. */
const HIDDEN = /^(aws\.lambda\..+|tcp\..+|dns\..+|http\..+|aws\.(sqs|sns|eventbridge))$/;

const isRequest = ({ name }: Span): boolean => name === 'aws.apigateway';
const isMessage = ({ name }: Span): boolean => name.startsWith('messaging.');

/**
 * What began with each request, and with each message of another service: across traces, along the links. A run for
 * many messages, as the relay's, shows up with each in that message's part only.
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

export const spansOf = ({ span, steps, continuations }: Journey): Span[] => [
  span,
  ...steps.flatMap(spansOf),
  ...continuations.flatMap(spansOf),
];

const byStart = (a: Span, b: Span): number => a.start - b.start;

/** `ProductService-CreateProduct-local` is `CreateProduct`. */
export const functionOf = (resource: string): string => resource.replace(/^[^-]+-(.+)-[^-]+$/, '$1');
