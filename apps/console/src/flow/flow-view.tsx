import { LogPanel } from '../parts/log-panel.js';
import { service } from '../state/connection.js';
import { route } from '../state/route.js';
import { Tour } from '../tour/tour.js';
import { FlowPicture } from './flow-picture.js';
import { PlaceDetails } from './place-details.js';

export const FlowView = () => {
  const { item } = route.value;
  const place = service.value!.topology.places.find(({ id }) => id === item);
  return (
    <div class="flow">
      <FlowPicture selected={place?.id} />
      {place ? <PlaceDetails key={place.id} place={place} /> : <Tour />}
      <LogPanel />
    </div>
  );
};
