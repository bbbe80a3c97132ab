import type { Benchmark } from './core/benchmark.js';
import { handlers } from './handlers/benchmark.js';
import { outboxLibraries } from './outbox-libraries/benchmark.js';
import { relay } from './relay/benchmark.js';

/** All benchmarks, in the order of the documentation. */
export const BENCHMARKS: readonly Benchmark[] = [handlers, relay, outboxLibraries];
