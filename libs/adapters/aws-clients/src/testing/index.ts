export { FAULTS, startFaultyServer, type Fault, type FaultyServer } from './faulty-server.js';
