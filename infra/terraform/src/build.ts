/** `nx build infra-terraform`: packs the functions to `dist/infra-terraform/bundles`. */
import { join } from 'node:path';
import { commandLine, WORKSPACE } from '@product-service/deployment';
import { zipBundles } from './bundle-zips.js';

commandLine(async () => {
  zipBundles(join(WORKSPACE, 'dist/apps'), join(WORKSPACE, 'dist/infra-terraform/bundles'));
});
