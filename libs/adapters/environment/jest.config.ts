export default { displayName: 'environment', preset: '../../../jest.preset.js' };
