export default { displayName: 'product-event-publisher', preset: '../../jest.preset.js' };
