import { useEffect, useRef } from 'preact/hooks';

interface Props {
  readonly question: string;
  /** The label of the button that does it. */
  readonly action: string;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** Asks before something is destroyed. Escape is no. */
export const Confirm = ({ question, action, onConfirm, onCancel }: Props) => {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} onCancel={onCancel} aria-labelledby="confirm-question">
      <p id="confirm-question">{question}</p>
      <div class="buttons">
        <button type="button" class="danger" onClick={onConfirm}>
          {action}
        </button>
        <button type="button" autoFocus onClick={onCancel}>
          Cancel
        </button>
      </div>
    </dialog>
  );
};
