import { whyAsViewer } from "../../../view/ways.ts";
import type { View } from "../../state.ts";

/** Says that a view's answer did not come the documented way; why stands in its title. */
export function AsViewerTag({ view }: { readonly view: View }) {
  return (
    <span class="tag" title={`Answered by ConnectAsViewer, ${whyAsViewer(view)}`}>
      as viewer
    </span>
  );
}
