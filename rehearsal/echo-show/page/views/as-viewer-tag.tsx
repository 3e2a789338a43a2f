import type { View } from "../../state.ts";
import { asViewerSentence } from "./view-summary.ts";

/** Says that a view's answer did not come the documented way; why stands in its title. */
export function AsViewerTag({ view }: { readonly view: View }) {
  return (
    <span class="tag" title={asViewerSentence(view)}>
      as viewer
    </span>
  );
}
