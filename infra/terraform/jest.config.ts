export default { displayName: 'infra-terraform', preset: '../../jest.preset.js' };
