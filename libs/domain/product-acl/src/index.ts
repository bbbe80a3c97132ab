export { translatePricingCalculated, translateStockUpdated, type TranslationContext } from './translate.js';
