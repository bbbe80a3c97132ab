export default { displayName: 'client', preset: '../../../jest.preset.js', testTimeout: 30_000 };
