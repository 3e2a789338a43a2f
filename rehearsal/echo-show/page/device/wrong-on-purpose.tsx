import type { FailureSwitch } from "../../state.ts";
import { AlertIcon } from "../icons.tsx";
import { countOf } from "../units.ts";

/** Reminds who looks at the device that what they see may have been switched on below it. */
export function WrongOnPurpose({ failures }: { readonly failures: readonly FailureSwitch[] }) {
  const count = failures.filter(({ on }) => on).length;
  if (count === 0) return null;
  return (
    <a class="wrong-on-purpose" href="#failures">
      <AlertIcon />
      {countOf(count, "thing is going wrong", "things are going wrong")} on purpose
    </a>
  );
}
