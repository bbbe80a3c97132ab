export { RecordingPublisher } from './recording-publisher.js';
