export default { displayName: 'outbox-queue', preset: '../../../jest.preset.js' };
