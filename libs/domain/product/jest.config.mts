export default { displayName: 'product', preset: '../../../jest.preset.js' };
