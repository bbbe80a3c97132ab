import { viewOf, type Announcement, type ProductState } from '@product-service/product';
import { v5 } from 'uuid';

const NAMESPACE = '0c1b8a52-6f0e-4d0b-9a55-4f3a3f1f4a10';

/** Makes the event that announces a product, with an id derived from product and version. */
export const announcementOf = (state: ProductState): Announcement => ({
  id: v5(`${state.id} ${state.version}`, NAMESPACE),
  type: 'product.productAnnounced',
  time: state.updatedAt,
  subject: state.id,
  sequence: String(state.version),
  data: viewOf(state),
});
