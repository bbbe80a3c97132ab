export { productServiceApp } from './app.js';
