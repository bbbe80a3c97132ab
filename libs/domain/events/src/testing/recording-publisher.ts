import type { EventType } from '../catalogue.js';
import type { Event, EventPublisher } from '../event.js';

/** In-memory fake of a broker: `published` holds the accepted events, in order; `failWhen` makes it fail. */
export class RecordingPublisher<T extends EventType> implements EventPublisher<T> {
  readonly published: Event<T>[] = [];
  #failures: ((event: Event<T>) => Error | undefined)[] = [];

  /** Until `heal`, every event for which `failure` returns an error fails with it. */
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
