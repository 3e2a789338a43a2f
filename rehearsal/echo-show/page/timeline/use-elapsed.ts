import type { View } from "../../state.ts";
import { useNow } from "../use-now.ts";

/** How long a view has been on its way, in milliseconds; of one that failed, how long it was when it did. */
export function useElapsed(view: View | undefined): number {
  const moving = view?.phase === "asking" || view?.phase === "connecting";
  const now = useNow(moving);
  if (!view) return 0;
  return moving ? Math.max(0, now - view.startedAt) : (view.failure?.afterMilliseconds ?? 0);
}
