export const VIEWS = ['flow', 'try', 'traces', 'messages', 'faults'] as const;
export type View = (typeof VIEWS)[number];

/** Where the page is: every view, every place and every journey has an address. */
export interface Route {
  readonly view: View;
  /** What is selected in the view, e.g. the id of a journey. */
  readonly item?: string;
  readonly query: Readonly<Record<string, string>>;
}

/** Reads the part of an address after `#`. An unknown view is the first one. */
export const routeOf = (text: string): Route => {
  const [path = '', query = ''] = text.replace(/^#\/?/, '').split('?');
  const [name = '', ...rest] = path.split('/');
  const view = VIEWS.find((it) => it === name) ?? 'flow';
  const item = rest.map(decoded).join('/');
  return { view, query: Object.fromEntries(new URLSearchParams(query)), ...(item && { item }) };
};

/** The address of a place on the page, from `#` on. */
export const linkTo = (view: View, item?: string, query: Readonly<Record<string, string>> = {}): string => {
  const parameters = new URLSearchParams(query).toString();
  return `#/${view}${item === undefined ? '' : `/${encodeURIComponent(item)}`}${parameters && `?${parameters}`}`;
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
