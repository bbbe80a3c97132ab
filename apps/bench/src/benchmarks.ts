import type { Benchmark } from './core/benchmark.js';
import { growth } from './growth/benchmark.js';
import { handlers } from './handlers/benchmark.js';
import { pipelining } from './pipelining/benchmark.js';
import { saturation } from './saturation/benchmark.js';

/** All benchmarks, in the order of the documentation. */
export const BENCHMARKS: readonly Benchmark[] = [handlers, pipelining, growth, saturation];
