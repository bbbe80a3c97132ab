import { runCommandLine } from './command-line.js';

void runCommandLine();
