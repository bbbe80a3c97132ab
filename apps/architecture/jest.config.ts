export default { displayName: 'architecture', preset: '../../jest.preset.js', testTimeout: 60_000 };
