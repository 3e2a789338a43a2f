import type { EchoShowState, FailureSwitch } from "../../state.ts";
import { countOf } from "../units.ts";

/** As many things as there is room to name. */
const NAMED = 2;

/** What goes wrong on purpose, by name where that is short: “1 thing is going wrong on purpose: Answers garbage, at Garden”. */
export function thingsGoingWrong({
  failures,
  cameras,
}: {
  readonly failures: EchoShowState["failures"];
  readonly cameras: readonly { readonly id: string; readonly name: string }[];
}): string | undefined {
  const on = failures.filter((failure) => failure.on);
  if (on.length === 0) return undefined;
  const count = `${countOf(on.length, "thing is going wrong", "things are going wrong")} on purpose`;
  if (on.length > NAMED) return count;
  const placeOf = ({ cameraIds }: FailureSwitch) => {
    const at = cameras.filter(({ id }) => cameraIds.includes(id)).map(({ name }) => name);
    return at.length === 0 || at.length === cameras.length ? "" : `, at ${at.join(" and ")}`;
  };
  const [first, second] = [...on].sort((one, other) => placeOf(other).length - placeOf(one).length);
  if (first === undefined || second === undefined) return `${count}: ${on.map((each) => each.title + placeOf(each))}`;
  // A place that both have is named once.
  const place = placeOf(first) === placeOf(second) ? "" : placeOf(first);
  const and = place === "" ? " and " : ", and ";
  return `${count}: ${first.title}${place}${and}${second.title}${placeOf(second)}`;
}
