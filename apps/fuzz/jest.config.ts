/** One file at a time: each starts processes of functions. */
export default { displayName: 'fuzz', preset: '../../jest.preset.js', testTimeout: 180_000, maxWorkers: 1 };
