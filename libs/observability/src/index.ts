import './log-correlation.js';

export { deliveryScope } from './delivery-scope.js';
export { stampHeaders } from './stamp-headers.js';
export { tracedPublisher, type TracedPublisherOptions } from './traced-publisher.js';
