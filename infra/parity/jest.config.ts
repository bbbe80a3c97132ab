export default { displayName: 'infra-parity', preset: '../../jest.preset.js' };
