import { versionAfter, type Operation, type Outcome, type ProductRequest } from '@product-service/ledger';
import type { SeenOperation } from './read-exchange.js';

/** An operation, and what became of its change. */
export class RecordedOperation implements Operation {
  readonly productId: string;
  readonly request: ProductRequest;
  readonly from: number;
  readonly key: string | undefined;
  to: number;
  outcome: Outcome;
  /** The version of the product after it, as far as the answer tells. */
  version: number | undefined;
  /** `acknowledged`: the client knows of a change whose event SNS did not accept yet. */
  change: 'none' | 'acknowledged' | 'published' = 'none';

  constructor(
    readonly id: number,
    seen: SeenOperation,
  ) {
    ({
      productId: this.productId,
      request: this.request,
      from: this.from,
      to: this.to,
      outcome: this.outcome,
    } = seen);
    this.key = seen.key;
    this.version = versionAfter(this);
  }

  /** From the answer to a repeat with the same key. */
  learn(outcome: Outcome, to: number): void {
    if (outcome === this.outcome) return;
    this.outcome = outcome;
    this.to = Math.max(this.to, to);
    this.version = versionAfter(this);
  }
}
