import { tracer } from './tracer.js';

/** The tracer's part that sends checkpoints. It is not in the tracer's types, so a later version may lack it. */
interface Processor {
  /** 0 on Lambda: the tracer sends each checkpoint, and each step of a transaction, when it is recorded. */
  flushInterval: number;
  /** Sends what is recorded. */
  onInterval(): void;
}

const isProcessor = (value: unknown): value is Processor =>
  typeof value === 'object' &&
  value !== null &&
  'flushInterval' in value &&
  'onInterval' in value &&
  typeof value.onInterval === 'function';

/** The processor that we tell when to send; `null` if the tracer itself decides. Undefined before the first checkpoint. */
let processor: Processor | null | undefined;

/** Only on Lambda. The tracer makes its processor at the first checkpoint, and sends that one itself. */
const takeOver = (): Processor | null => {
  // Undefined if tracing is switched off.
  const checkpointer = tracer.dataStreamsCheckpointer as { dsmProcessor?: unknown } | undefined;
  const dsmProcessor = checkpointer?.dsmProcessor;
  if (!isProcessor(dsmProcessor) || dsmProcessor.flushInterval !== 0) return null;
  // Any other number: the tracer sets a timer only when it starts.
  dsmProcessor.flushInterval = Infinity;
  return dsmProcessor;
};

let isScheduled = false;

/**
 * Call it after a checkpoint. On Lambda, the checkpoints of one turn of the event loop then leave together, at its end. The
 * tracer itself sends nine requests for an event from the outbox to the bus, each compressed: most of the CPU time of these
 * functions. None is left behind when the function ends, because after a checkpoint it waits for a broker or a database.
 */
export const sendCheckpoints = (): void => {
  if (processor === undefined) processor = takeOver();
  if (!processor || isScheduled) return;
  isScheduled = true;
  setImmediate((its: Processor) => {
    isScheduled = false;
    its.onInterval();
  }, processor);
};
