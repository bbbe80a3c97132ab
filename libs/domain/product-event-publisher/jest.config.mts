export default { displayName: 'product-event-publisher-domain', preset: '../../../jest.preset.js' };
