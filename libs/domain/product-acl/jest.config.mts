export default { displayName: 'product-acl-domain', preset: '../../../jest.preset.js' };
