import type { Benchmark } from './core/benchmark.js';
import { cpu } from './cpu/benchmark.js';
import { growth } from './growth/benchmark.js';
import { handlers } from './handlers/benchmark.js';
import { latency } from './latency/benchmark.js';

/** All benchmarks, in the order of the documentation. */
export const BENCHMARKS: readonly Benchmark[] = [handlers, latency, growth, cpu];
