import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { CloseIcon, OutwardIcon } from "../icons.tsx";

interface MessageDialogProps {
  readonly title: string;
  /** What the messages are. */
  readonly sentence: string;
  /** Where Amazon describes them. */
  readonly link: { readonly url: string; readonly title: string };
  readonly testid: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** A window over the page with messages in it. */
export function MessageDialog({ title, sentence, link, testid, onClose, children }: MessageDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the click closes by the backdrop; the keyboard has Escape and the button.
    <dialog
      ref={dialog}
      class="stage-dialog"
      data-testid={testid}
      aria-labelledby={`${testid}-title`}
      closedby="any"
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && dialog.current?.close()}
    >
      <div class="stage-dialog-frame">
        <header>
          <div>
            <h2 id={`${testid}-title`}>{title}</h2>
            <p>{sentence}</p>
            <a href={link.url} target="_blank" rel="noopener">
              {link.title}
              <OutwardIcon />
              <span class="heard-only"> (in a new tab)</span>
            </a>
          </div>
          <button type="button" class="icon-button" aria-label="Close" onClick={() => dialog.current?.close()}>
            <CloseIcon />
          </button>
        </header>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must reach what scrolls. */}
        <section class="messages" aria-label="Messages" tabIndex={0}>
          {children}
        </section>
      </div>
    </dialog>
  );
}
