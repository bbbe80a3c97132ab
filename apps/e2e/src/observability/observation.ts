import {
  startTraceAgent,
  type Checkpoint,
  type Received,
  type ReceivedSpan as Span,
  type TraceAgent,
  type TrackedChange,
} from '@product-service/observability/agent';

/** An agent of its own, and what tracers have sent to it. */
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

  /** Where to send to, for functions. */
  get variables(): { readonly DD_TRACE_AGENT_URL: string } {
    return { DD_TRACE_AGENT_URL: this.#agent!.url };
  }

  /** From here on tracers get no answer. */
  fallSilent(): void {
    this.#isSilent = true;
  }

  async stop(): Promise<void> {
    await this.#agent?.close();
  }

  /** From here on only what is new. */
  forget(): void {
    [this.spans, this.checkpoints, this.changes] = [[], [], []];
  }

  /** Waits until `check` passes, and then a little, for what should not have come. */
  async eventually(check: () => void, seconds = 15): Promise<void> {
    for (const deadline = Date.now() + seconds * 1000; ; await sleep(50)) {
      try {
        check();
        await sleep(500);
        return check();
      } catch (error) {
        if (Date.now() > deadline) throw error;
      }
    }
  }

  /** The messages' spans about a product, in the order they began. */
  messages(productId: string): Span[] {
    return this.spans
      .filter(({ name, tags }) => name.startsWith('messaging.') && tags['product.id'] === productId)
      .sort((a, b) => a.start - b.start);
  }

  /** The function's run that a span belongs to. */
  runOf(span: Span): Span | undefined {
    return this.spans.find(({ name, traceId }) => name === 'aws.lambda' && traceId === span.traceId);
  }

  /** `<function>: <span>`, and what it hangs on: the span it is linked to, or the one it is below. */
  describe = (span: Span): string => {
    const run = this.runOf(span)?.resource.split('-')[1];
    const parent = this.spans.find(({ spanId }) => spanId === span.parentId);
    const links = span.links.map((link) => {
      const target = this.spans.find(
        ({ traceId, spanId }) => traceId === link.traceId && spanId === link.spanId,
      );
      return ` → ${target?.resource ?? `${link.traceId} ${link.spanId}`}`;
    });
    const below = parent && parent.name !== 'aws.lambda' ? ` < ${parent.resource}` : '';
    return `${run}: ${span.resource}${span.isError ? ' FAILED' : ''}${below}${links.join('')}`;
  };

  graphOf(productId: string): string[] {
    return this.messages(productId).map(this.describe);
  }

  /** Each checkpoint, with the one its pathway came from: `in sns product.stockUpdated < out sns product.stockUpdated`. */
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

export const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
