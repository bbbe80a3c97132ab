export { play, steps, stepsWithoutDeletion, type Step } from './histories.js';
