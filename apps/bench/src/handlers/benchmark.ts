import type { Benchmark } from '../core/benchmark.js';

export const handlers: Benchmark = {
  name: 'handlers',
  title: 'the bundled handlers of the REST API, against the bare SQL of the same request',
  method: '',
  run: async () => [],
};
