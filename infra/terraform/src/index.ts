export { deployedTags, deployedTemplate } from './deployed-template.js';
