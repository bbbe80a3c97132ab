/* global SwaggerUIBundle */
// The token comes as JSON: unlike a script, a page of another origin cannot read it.
const token = fetch('/token.json').then((response) => response.json());

const page = SwaggerUIBundle({
  url: '/openapi.yaml',
  dom_id: '#page',
  deepLinking: true,
  tryItOutEnabled: true,
  // By default it sends the address of the document to a server in the internet.
  validatorUrl: null,
  onComplete: () => token.then(({ scheme, token }) => page.preauthorizeApiKey(scheme, token)),
});
