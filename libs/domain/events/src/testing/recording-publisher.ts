import type { EventType } from '../catalogue.js';
import type { Event, EventPublisher } from '../event.js';

/** A broker in memory: `published` holds what it accepted, in order; `failNext` makes it refuse. */
export class RecordingPublisher<T extends EventType> implements EventPublisher<T> {
  readonly published: Event<T>[] = [];
  #failures: ((event: Event<T>) => Error | undefined)[] = [];

  /** Every publication for which `failure` gives an error fails with it, until `heal`. */
  failWhen(failure: (event: Event<T>) => Error | undefined): void {
    this.#failures.push(failure);
  }

  heal(): void {
    this.#failures = [];
  }

  async publish(event: Event<T>): Promise<void> {
    for (const failure of this.#failures) {
      const error = failure(event);
      if (error) throw error;
    }
    this.published.push(event);
  }
}
