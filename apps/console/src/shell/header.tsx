import { gauges, isConnected, service } from '../state/connection.js';
import { linkTo, VIEWS } from '../state/address.js';
import { route } from '../state/route.js';
import { theme, THEMES, type Theme } from '../state/theme.js';
import { TITLES } from './titles.js';

export const Header = () => {
  const { value } = service;
  return (
    <header class="header">
      <p class="brand">Product service {value && <span class="muted">{value.env}</span>}</p>
      <nav aria-label="Views">
        <ul class="tabs">
          {VIEWS.map((view) => (
            <li key={view}>
              <a href={linkTo(view)} aria-current={route.value.view === view ? 'page' : undefined}>
                {TITLES[view]}
                {view === 'faults' && <Active />}
                {view === 'messages' && <Parked />}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div class="header-end">
        <Connection />
        {value?.documents && (
          <a href={value.documents} target="_blank" rel="noreferrer">
            API documents
          </a>
        )}
        <label class="theme">
          <span class="for-screen-readers">Colours</span>
          <select
            value={theme.value}
            onChange={({ currentTarget }) => (theme.value = currentTarget.value as Theme)}
          >
            {THEMES.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </div>
    </header>
  );
};

const Connection = () => (
  <span class={`connection ${isConnected.value ? 'is-good' : 'is-bad'}`} role="status">
    {isConnected.value ? 'connected' : service.value ? 'the service has stopped' : 'connecting'}
  </span>
);

const Active = () => {
  const count = service.value?.faults.active.length ?? 0;
  return count > 0 ? <span class="badge is-bad">{count} active</span> : null;
};

/** Dead letters and parked events: somebody has to decide about them. */
const Parked = () => {
  const deadLetters = new Set(
    service.value?.topology.places.filter(({ kind }) => kind === 'dead-letters').map(({ id }) => id),
  );
  const count = [...gauges.value.values()].reduce(
    (sum, { place, waiting, inFlight = 0, parked = 0 }) =>
      sum + parked + (deadLetters.has(place) ? waiting + inFlight : 0),
    0,
  );
  return count > 0 ? <span class="badge is-bad">{count} failed</span> : null;
};
