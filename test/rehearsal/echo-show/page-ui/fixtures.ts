import type { Device, View } from "../../../../rehearsal/echo-show/state.ts";

export const frontDoor: Device = {
  id: "front-door",
  name: "Front Door",
  kind: "doorbell",
  talk: true,
  health: "OK",
  motion: false,
};
export const garden: Device = {
  id: "garden",
  name: "Garden",
  kind: "camera",
  talk: false,
  health: "OK",
  motion: false,
};

/** A view that has just begun, but for what a test needs otherwise. */
export function viewOf(different: Partial<View>): View {
  return {
    sessionId: "one",
    deviceId: "this-tab",
    camera: { id: frontDoor.id, name: frontDoor.name },
    phrase: "Alexa, show the front door",
    startedAt: 1_700_000_000_000,
    phase: "asking",
    timeline: {},
    ways: [],
    verdicts: [],
    offerFindings: [],
    answerFindings: [],
    messages: [],
    ...different,
  };
}
