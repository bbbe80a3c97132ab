import type { Span } from './span.js';
import { functionOf, isMessage, isRequest, isRun } from './span-label.js';
import { type SpanGraph, spanGraph } from './span-graph.js';

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

/**
 * The journeys that began with a request or with a message of another service. They follow span links across traces. A run
 * for many messages, such as the relay's, appears in each journey with the part for that message only.
 */
export const journeysOf = (spans: readonly Span[]): Journey[] => {
  const graph = spanGraph();
  spans.forEach(graph.add);
  return spans
    .filter((span) => isBeginning(graph, span))
    .sort(byStart)
    .map((span) => journeyFrom(graph, span));
};

/** Whether a journey begins with this span. The span before it can be unknown: a client's, or another service's. */
export const isBeginning = (graph: SpanGraph, span: Span): boolean => {
  if (isRequest(span)) return graph.find(span.parentId) === undefined;
  if (!isMessage(span) || linkedSpan(graph, span)) return false;
  return !ancestorsOf(graph, span).some((ancestor) => isMessage(ancestor) || isRequest(ancestor));
};

/** What followed from this span. Each span appears once, even if its parents or links form a cycle. */
export const journeyFrom = (graph: SpanGraph, first: Span): Journey => {
  const seen = new Set([first]);
  const isNew = (span: Span): boolean => seen.size < seen.add(span).size;
  const journey = nodeOf(first, runAround(graph, first));
  const nodes = [journey];
  // Not recursive: a chain of spans can be longer than the stack is deep. The loop also visits what it appends.
  for (const node of nodes) {
    const within = isRun(node.span) ? functionOf(node.span) : node.ranIn;
    const steps = shownChildrenOf(graph, node.span, isNew)
      .sort(byStart)
      .map((span) => nodeOf(span, within));
    const continuations = [...graph.linkedTo(node.span)]
      .filter(isNew)
      .sort(byStart)
      .map((span) => nodeOf(span, runAround(graph, span)));
    node.steps.push(...steps);
    node.continuations.push(...continuations);
    nodes.push(...steps, ...continuations);
  }
  return journey;
};

const nodeOf = (span: Span, ranIn: string | undefined) => ({
  span,
  ranIn,
  steps: [] as Journey[],
  continuations: [] as Journey[],
});

/** The first span of the journey that contains this one. */
export const beginningOf = (graph: SpanGraph, span: Span): Span | undefined => {
  const seen = new Set<Span>();
  let current: Span | undefined = span;
  while (current && !seen.has(current)) {
    if (isBeginning(graph, current)) return current;
    seen.add(current);
    current = linkedSpan(graph, current) ?? graph.find(current.parentId);
  }
  return undefined;
};

/** All spans of a journey. */
export const spansOf = (journey: Journey): Span[] => {
  const nodes = [journey];
  for (const { steps, continuations } of nodes) nodes.push(...steps, ...continuations);
  return nodes.map(({ span }) => span);
};

/** How long a message had waited before this span received it, in ms. */
export const waitBetween = (sent: Span, received: Span): number =>
  Math.max(0, received.start - sent.start - sent.duration);

/** The message that this span received or passes on. */
const linkedSpan = (graph: SpanGraph, { links }: Span): Span | undefined =>
  links.map(({ spanId }) => graph.find(spanId)).find((span) => span !== undefined);

/** Hidden children are replaced by their own children. */
const shownChildrenOf = (graph: SpanGraph, span: Span, isNew: (span: Span) => boolean): Span[] => {
  const shown: Span[] = [];
  const parents = [span];
  for (const parent of parents) {
    for (const child of graph.childrenOf(parent)) {
      if (isNew(child)) (HIDDEN.test(child.name) ? parents : shown).push(child);
    }
  }
  return shown;
};

/** From the parent to the root. */
const ancestorsOf = (graph: SpanGraph, span: Span): Span[] => {
  const ancestors = new Set<Span>();
  let parent = graph.find(span.parentId);
  while (parent && !ancestors.has(parent)) {
    ancestors.add(parent);
    parent = graph.find(parent.parentId);
  }
  return [...ancestors];
};

const runAround = (graph: SpanGraph, span: Span): string | undefined => {
  const run = ancestorsOf(graph, span).find(isRun);
  return run && functionOf(run);
};

const byStart = (a: Span, b: Span): number => a.start - b.start;
