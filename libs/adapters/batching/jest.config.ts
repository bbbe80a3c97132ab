export default { displayName: 'batching', preset: '../../../jest.preset.js' };
