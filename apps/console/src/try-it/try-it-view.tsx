import { Catalogue } from './catalogue.js';
import { FactForm } from './fact-form.js';
import { ProductForms } from './product-forms.js';
import { Received } from './received.js';

export const TryItView = () => (
  <div class="try-it">
    <div class="column">
      <ProductForms />
      <FactForm />
    </div>
    <Catalogue />
    <Received />
  </div>
);
