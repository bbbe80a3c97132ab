import { computed, signal } from '@preact/signals';
import { linkTo, routeOf, type View } from './address.js';

const hash = signal(location.hash);
addEventListener('hashchange', () => (hash.value = location.hash));

export const route = computed(() => routeOf(hash.value));

export const open = (view: View, item?: string, query?: Readonly<Record<string, string>>): void => {
  location.hash = linkTo(view, item, query);
};
