export { batched, type BatchLimits, type Sized } from './batched.js';
