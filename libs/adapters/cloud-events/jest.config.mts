export default { displayName: 'cloud-events', preset: '../../../jest.preset.js' };
