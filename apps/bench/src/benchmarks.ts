import type { Benchmark } from './core/benchmark.js';
import { coldStart } from './cold-start/benchmark.js';
import { growth } from './growth/benchmark.js';
import { pipelining } from './pipelining/benchmark.js';
import { handlers } from './handlers/benchmark.js';
import { relay } from './relay/benchmark.js';

/** All benchmarks, in the order of the documentation. */
export const BENCHMARKS: readonly Benchmark[] = [handlers, pipelining, growth, relay, coldStart];
