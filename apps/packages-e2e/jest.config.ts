/** npm and the compiler run in processes of their own, which take seconds on a busy machine. */
export default { displayName: 'packages-e2e', preset: '../../jest.preset.js', testTimeout: 60_000 };
