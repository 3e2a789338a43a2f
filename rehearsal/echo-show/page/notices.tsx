import { AlertIcon, CloseIcon } from "./icons.tsx";

interface NoticesProps {
  readonly connected: boolean;
  readonly problem: string | undefined;
  readonly onDismiss: () => void;
}

/** What is wrong with the page itself, as opposed to what it rehearses. Always there, so that it is read out. */
export function Notices({ connected, problem, onDismiss }: NoticesProps) {
  return (
    <div class="notices" role="alert">
      {!connected && (
        <p class="notice" data-testid="server-gone">
          <AlertIcon />
          <span>
            The rehearsal is not running. Type <code>npm start</code> where it stopped; this page reconnects by itself.
          </span>
        </p>
      )}
      {problem !== undefined && (
        <p class="notice">
          <AlertIcon />
          <span>{problem}</span>
          <button type="button" class="icon-button" aria-label="Dismiss" onClick={onDismiss}>
            <CloseIcon />
          </button>
        </p>
      )}
    </div>
  );
}
