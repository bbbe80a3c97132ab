export default { displayName: 'operator', preset: '../../../jest.preset.js' };
