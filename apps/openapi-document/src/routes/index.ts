import type { Routes } from '../route.js';
import { batchRoutes } from './batch.js';
import { catalogueRoutes } from './catalogue.js';
import { oneProductRoutes } from './one-product.js';

/** Every route of the API. */
export const ROUTES: Routes = { ...catalogueRoutes, ...oneProductRoutes, ...batchRoutes };
