import type { ComponentType } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { FaultsView } from './faults/faults-view.js';
import { FlowView } from './flow/flow-view.js';
import { MessagesView } from './messages/messages-view.js';
import { service } from './state/connection.js';
import type { View } from './state/address.js';
import { route } from './state/route.js';
import { TracesView } from './traces/traces-view.js';
import { TryItView } from './try-it/try-it-view.js';
import { Header } from './shell/header.js';
import { TITLES } from './shell/titles.js';

const CONTENT: Readonly<Record<View, ComponentType>> = {
  flow: FlowView,
  try: TryItView,
  traces: TracesView,
  messages: MessagesView,
  faults: FaultsView,
};

export const Page = () => {
  const { view } = route.value;
  const Content = CONTENT[view];
  const heading = useRef<HTMLHeadingElement>(null);
  const first = useRef(true);
  useEffect(() => {
    document.title = `${TITLES[view]} · Product service`;
    // A screen reader says where it is now. Not when the page is opened.
    if (!first.current) heading.current?.focus();
    first.current = false;
  }, [view]);
  return (
    <>
      <a class="skip" href="#content" onClick={skip}>
        Skip to the content
      </a>
      <Header />
      <main id="content" tabIndex={-1}>
        <h1 class="for-screen-readers" tabIndex={-1} ref={heading}>
          {TITLES[view]}
        </h1>
        {service.value ? <Content /> : <Waiting />}
      </main>
    </>
  );
};

/** The address after `#` is the view's. */
const skip = (event: Event): void => {
  event.preventDefault();
  document.getElementById('content')?.focus();
};

const Waiting = () => (
  <p class="empty" role="status">
    Connecting to the local cloud. It prints “Ready” in the terminal when it has started.
  </p>
);
