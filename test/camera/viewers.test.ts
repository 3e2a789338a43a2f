import { expect, it } from "@jest/globals";
import { createEmit } from "../../camera/events.ts";
import { createAudioSource, createVideoSource } from "../../camera/media/index.ts";
import { createViewers } from "../../camera/viewers.ts";
import { createMediaBroadcast } from "../../camera/webrtc/index.ts";
import { wrapSessionDescription } from "../../protocol/signaling/session-description.ts";
import { echoOffer } from "../protocol/sdp/fixtures.ts";
import { createManualClock } from "./manual-clock.ts";
import { createEventLog } from "./stage.ts";

it("an offer on which the WebRTC stack fails before there is a session is refused, and the process goes on", async () => {
  const events = createEventLog();
  const clock = createManualClock();
  const viewers = createViewers({
    createSession: () => {
      throw new Error(echoOffer);
    },
    broadcast: createMediaBroadcast({
      createVideo: () => createVideoSource({ cameraId: "front-door", name: "Front Door" }),
      createAudio: createAudioSource,
      clock,
      now: () => new Date(0),
      level: () => 0,
    }),
    iceServers: async () => [],
    send: () => {},
    emit: createEmit(events.onEvent),
    talk: false,
    loopback: true,
    maximumViewers: 1,
    behaviour: {},
    clock,
  });
  const offer = {
    messageType: "SDP_OFFER",
    messagePayload: wrapSessionDescription("offer", echoOffer),
    senderClientId: "echo-1",
  } as const;
  viewers.receive(offer);
  expect(await events.until("refused-offer")).toMatchObject({
    clientId: "echo-1",
    reason: "the WebRTC stack cannot answer it",
  });
  expect(viewers.clientIds()).toEqual([]);
});
