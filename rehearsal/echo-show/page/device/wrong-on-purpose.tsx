import type { EchoShowState } from "../../state.ts";
import { AlertIcon } from "../icons.tsx";
import { thingsGoingWrong } from "./things-going-wrong.ts";

/** Reminds who looks at the device that what they see may have been switched on below it. */
export function WrongOnPurpose({ state }: { readonly state: EchoShowState | undefined }) {
  const sentence = state && thingsGoingWrong(state);
  if (sentence === undefined) return null;
  return (
    <a class="wrong-on-purpose" href="#failures">
      <AlertIcon />
      <span>{sentence}</span>
    </a>
  );
}
