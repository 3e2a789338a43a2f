import type { SkillEvents, SkillEventsOptions } from "./skill-events.ts";

/** Skill events, whose code is loaded with the first one: ask-sdk-core would burden every cold start. */
export function createSkillEventsWhenNeeded(options: SkillEventsOptions): SkillEvents {
  let loaded: Promise<SkillEvents> | undefined;

  async function load(): Promise<SkillEvents> {
    const { createSkillEvents } = await import("./skill-events.ts");
    return createSkillEvents(options);
  }

  return async (envelope, circumstances) => {
    loaded ??= load();
    const take = await loaded;
    return take(envelope, circumstances);
  };
}
