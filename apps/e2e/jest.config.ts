/** Two at a time: each starts the whole service, and mostly waits. */
export default { displayName: 'e2e', preset: '../../jest.preset.js', testTimeout: 30_000, maxWorkers: 2 };
