import { OutwardIcon } from "./icons.tsx";

/** The page's name, whether it hears its server, and the way to the signaling service's own list. */
export function PageHeader({ connected }: { readonly connected: boolean }) {
  return (
    <header class="page-header">
      <span class="mark" />
      <h1>Echo Show</h1>
      <span class="tagline">a rehearsal of Alexa's side, on your own machine</span>
      <span class={connected ? "link-state" : "link-state link-state-lost"}>{connected ? "Running" : "Stopped"}</span>
      <a href="/signaling" target="_blank" rel="noopener" data-testid="signaling-link">
        Signaling service
        <OutwardIcon />
        <span class="heard-only"> (channels, connections and messages, in a new tab)</span>
      </a>
    </header>
  );
}
