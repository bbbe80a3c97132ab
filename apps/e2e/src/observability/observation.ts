import {
  startTraceAgent,
  type Checkpoint,
  type Received,
  type ReceivedSpan as Span,
  type TraceAgent,
  type TrackedChange,
} from '@product-service/observability/agent';
import { eventually, sleep } from '../eventually.js';

/** A Datadog agent, with the data that tracers sent to it. */
export class Observation {
  spans: Span[] = [];
  checkpoints: Checkpoint[] = [];
  changes: TrackedChange[] = [];
  #agent: TraceAgent | undefined;
  #isSilent = false;

  static async start(): Promise<Observation> {
    const observation = new Observation();
    observation.#agent = await startTraceAgent((received) => observation.#take(received));
    return observation;
  }

  /** Environment variables that make functions send to this agent. */
  get variables(): { readonly DD_TRACE_AGENT_URL: string } {
    return { DD_TRACE_AGENT_URL: this.#agent!.url };
  }

  /** From now on, tracers get no answer. */
  stopAnswering(): void {
    this.#isSilent = true;
  }

  async stop(): Promise<void> {
    await this.#agent?.close();
  }

  /** Deletes the data received so far. */
  forget(): void {
    [this.spans, this.checkpoints, this.changes] = [[], [], []];
  }

  /** Waits until `check` passes, and checks again after half a second, when unexpected data may have arrived. */
  async eventually(check: () => void, seconds = 15): Promise<void> {
    await eventually(async () => {
      check();
      await sleep(500);
      check();
    }, seconds);
  }

  /** Spans of messages about a product, in the order of their start. */
  messages(productId: string): Span[] {
    return this.spans
      .filter(({ name, tags }) => name.startsWith('messaging.') && tags['product.id'] === productId)
      .sort((a, b) => a.start - b.start);
  }

  /** Spans with links, in the order of their start. */
  linked(): Span[] {
    return this.spans.filter(({ links }) => links.length > 0).sort((a, b) => a.start - b.start);
  }

  /** The span of the invocation that a span belongs to. */
  invocationOf(span: Span): Span | undefined {
    return this.spans.find(({ name, traceId }) => name === 'aws.lambda' && traceId === span.traceId);
  }

  /** `<function>: <span>`, then ` < <parent>` and ` → <linked span>`. */
  describe = (span: Span): string => {
    const invocation = this.invocationOf(span)?.resource.split('-')[1];
    const parent = this.spans.find(({ spanId }) => spanId === span.parentId);
    const links = span.links.map((link) => {
      const target = this.spans.find(
        ({ traceId, spanId }) => traceId === link.traceId && spanId === link.spanId,
      );
      return ` → ${target?.resource ?? `${link.traceId} ${link.spanId}`}`;
    });
    const below = parent && parent.name !== 'aws.lambda' ? ` < ${parent.resource}` : '';
    return `${invocation}: ${span.resource}${span.isError ? ' FAILED' : ''}${below}${links.join('')}`;
  };

  graphOf(productId: string): string[] {
    return this.messages(productId).map(this.describe);
  }

  /** Each checkpoint with its parent: `in sns product.stockUpdated < out sns product.stockUpdated`. */
  edges(): string[] {
    const name = ({ direction, type, topic }: Checkpoint) => `${direction} ${type} ${topic}`;
    return this.checkpoints.map((checkpoint) => {
      const { parentHash } = checkpoint;
      if (parentHash === undefined) return name(checkpoint);
      const before = this.checkpoints.find(({ hash }) => hash === parentHash);
      return `${name(checkpoint)} < ${before ? name(before) : parentHash}`;
    });
  }

  async #take(received: Received): Promise<void> {
    if (this.#isSilent) await new Promise(() => {});
    if (received.kind === 'spans') this.spans.push(...received.spans);
    else {
      this.checkpoints.push(...received.checkpoints);
      this.changes.push(...received.changes);
    }
  }
}
