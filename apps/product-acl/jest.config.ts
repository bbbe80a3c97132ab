export default { displayName: 'product-acl', preset: '../../jest.preset.js' };
