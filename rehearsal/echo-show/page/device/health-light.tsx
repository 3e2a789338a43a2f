import type { Device } from "../../state.ts";

const words = { OK: "Ready", UNREACHABLE: "Not reachable", UNKNOWN: "Health unknown" } as const;

/** How a camera is: a light, and the same in words beside it. */
export function HealthLight({ health }: Pick<Device, "health">) {
  return <span class={`health health-${health.toLowerCase()}`}>{words[health]}</span>;
}
