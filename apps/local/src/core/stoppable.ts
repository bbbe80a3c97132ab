/** Something that runs until it is stopped. */
export interface Stoppable {
  stop(): void;
}
