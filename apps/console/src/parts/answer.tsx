import type { ComponentChildren } from 'preact';

/** What went wrong, told at once by a screen reader. */
export const Problem = ({ children }: { readonly children?: ComponentChildren }) =>
  children ? (
    <p class="problem" role="alert">
      {children}
    </p>
  ) : null;

/** A text of several lines that can be scrolled and copied. */
export const Code = ({ text, label }: { readonly text: string; readonly label: string }) => (
  <pre class="code" tabIndex={0} aria-label={label} role="region">
    <code>{text}</code>
  </pre>
);

export const Empty = ({ children }: { readonly children: ComponentChildren }) => (
  <p class="empty">{children}</p>
);
