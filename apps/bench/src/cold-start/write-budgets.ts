import { readContents, writeBudgets } from './budgets.js';

writeBudgets(readContents());
