export { play, steps, stepsWithoutDeletion, type Step } from './histories.js';
export { createdEvent, deletedEvent, publicEventsOf, updatedEvent } from './operations.js';
