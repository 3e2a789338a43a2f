import type { EchoShowState } from "../../state.ts";
import { countOf } from "../units.ts";

/** As many things as there is room to name. */
const NAMED = 2;

/** What goes wrong on purpose, by name where that is short: “1 thing is going wrong on purpose: Answers garbage, at Garden”. */
export function thingsGoingWrong({
  failures,
  devices,
  failingCamera,
}: Pick<EchoShowState, "failures" | "devices" | "failingCamera">): string | undefined {
  const on = failures.filter((failure) => failure.on);
  if (on.length === 0) return undefined;
  const count = `${countOf(on.length, "thing is going wrong", "things are going wrong")} on purpose`;
  if (on.length > NAMED) return count;
  const atCamera = on.filter(({ group }) => group === "camera").map(({ title }) => title);
  const elsewhere = on.filter(({ group }) => group !== "camera").map(({ title }) => title);
  const camera = devices.find(({ id }) => id === failingCamera)?.name;
  // The camera is named last where both are at it, and before what is not at it.
  const place = atCamera.length > 0 && camera !== undefined ? `, at ${camera}` : "";
  const names = [atCamera.join(" and ") + place, ...elsewhere].filter((name) => name !== "");
  return `${count}: ${names.join(place === "" ? " and " : ", and ")}`;
}
