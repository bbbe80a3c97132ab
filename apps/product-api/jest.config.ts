export default { displayName: 'product-api', preset: '../../jest.preset.js' };
