export default { displayName: 'dependencies', preset: '../../jest.preset.js', testTimeout: 60_000 };
