export { buildBundles } from '../parts/bundles.js';
export { startDatabase, type BenchDatabase } from '../parts/database.js';
export { deployedFunction, type FunctionFolder } from './deployed-function.js';
export { startFunction, type FunctionProcess } from './function-process.js';
