/** One at a time: each starts the whole service, and some look at the clock. */
export default { displayName: 'e2e', preset: '../../jest.preset.js', testTimeout: 30_000, maxWorkers: 2 };
