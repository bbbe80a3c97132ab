import { audit } from './audit.js';

audit(process.argv.slice(2));
