import type { Span } from './span.js';

/** Spans with what connects them: parents, and links across traces. */
export interface SpanGraph {
  add(span: Span): void;
  remove(span: Span): void;
  readonly find: (spanId: string | undefined) => Span | undefined;
  /** In the order of arrival. */
  readonly childrenOf: (span: Span) => Iterable<Span>;
  /** The spans that link to this one. In the order of arrival. */
  readonly linkedTo: (span: Span) => Iterable<Span>;
}

/** An empty graph. Every operation takes the same time with few and with many spans. */
export const spanGraph = (): SpanGraph => {
  const byId = new Map<string, Span>();
  const byParent = new Map<string, Set<Span>>();
  const byLink = new Map<string, Set<Span>>();
  return {
    add(span) {
      byId.set(span.spanId, span);
      include(byParent, span.parentId, span);
      for (const { spanId } of span.links) include(byLink, spanId, span);
    },
    remove(span) {
      if (byId.get(span.spanId) === span) byId.delete(span.spanId);
      exclude(byParent, span.parentId, span);
      for (const { spanId } of span.links) exclude(byLink, spanId, span);
    },
    find: (spanId) => (spanId === undefined ? undefined : byId.get(spanId)),
    childrenOf: ({ spanId }) => byParent.get(spanId) ?? [],
    linkedTo: ({ spanId }) => byLink.get(spanId) ?? [],
  };
};

type Index = Map<string, Set<Span>>;

const include = (index: Index, key: string | undefined, span: Span): void => {
  if (key === undefined) return;
  const spans = index.get(key);
  if (spans) spans.add(span);
  else index.set(key, new Set([span]));
};

const exclude = (index: Index, key: string | undefined, span: Span): void => {
  const spans = key === undefined ? undefined : index.get(key);
  spans?.delete(span);
  if (key !== undefined && spans?.size === 0) index.delete(key);
};
