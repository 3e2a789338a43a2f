import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import type { Camera } from "../../../../../camera/index.ts";
import { alexaOfferLink } from "../../../../../cli/doctor/links/camera/alexa-offer.ts";
import { pictureLink } from "../../../../../cli/doctor/links/camera/picture.ts";
import { viewerLink } from "../../../../../cli/doctor/links/camera/viewer.ts";
import { readAlexaOffer } from "../../../../../cli/doctor/reads/alexa-offer.ts";
import { isAnswered, outcomeOf } from "../../../../../cli/doctor/reads/outcome.ts";
import type { WayTried } from "../../../../../cli/doctor/reads/try-way.ts";
import { type Clinic, openClinic } from "./clinic.ts";

let clinic: Clinic;
let camera: Camera;
const behaving: (() => void)[] = [];
const behave = (behaviour: string) => void behaving.push(clinic.world.signaling.behave(behaviour));

beforeAll(async () => {
  clinic = await openClinic();
  camera = await clinic.plugIn(await clinic.register("door"));
});
afterEach(() => {
  for (const end of behaving.splice(0)) end();
});
afterAll(async () => {
  await camera.stop();
  await clinic.close();
});

const setSignaling = (way: string) => clinic.register("door", "--signaling", way);

describe("an offer that KVS refuses to send", () => {
  it.each([
    ["kvs-denied", "fail-with:status=401,operation=SendAlexaOfferToMaster", "kvs-denied"],
    ["kvs-throttled", "throttle:SendAlexaOfferToMaster", "kvs-throttled"],
    ["kvs-refused", "fail-with:status=400,operation=SendAlexaOfferToMaster", "unexpected"],
    ["kvs-unreachable", "fail-with:status=500,operation=SendAlexaOfferToMaster", "kvs-unreachable"],
    ["endpoint-stale", "unknown-operation:SendAlexaOfferToMaster", "kvs-unreachable"],
    ["endpoint-stale", "fail-with:status=404,operation=SendAlexaOfferToMaster", "channel-missing"],
  ])("is %s, and the camera is not to blame", async (breakage, behaviour, code) => {
    behave(behaviour);
    const { broken } = await clinic.examine(alexaOfferLink, "door");
    expect(broken).toMatchObject({ breakage, code });
    expect(broken?.sentence).not.toContain("The camera is at fault");
  });

  it("is of no interest where the camera is asked as viewer alone", async () => {
    await setSignaling("viewer");
    behave("fail-with:status=401,operation=SendAlexaOfferToMaster");
    expect(await clinic.examine(alexaOfferLink, "door")).toEqual({
      notExamined:
        "it could not be asked by SendAlexaOfferToMaster (kvs-denied), and the skill asks it as viewer alone",
    });
    await setSignaling("auto");
  });

  it("goes to the new endpoint where that has moved", async () => {
    behave("endpoint-moves");
    expect(await clinic.examine(alexaOfferLink, "door")).toHaveProperty("seen");
  });
});

describe("a viewer whom KVS refuses", () => {
  const denied = "fail-with:status=403,operation=ConnectAsViewer";

  it("matters only where the camera is asked so", async () => {
    behave(denied);
    expect(await clinic.examine(viewerLink, "door")).toEqual({
      notExamined: "it could not be asked as viewer (kvs-denied), and the skill does not need that",
    });
    await setSignaling("viewer");
    expect((await clinic.examine(viewerLink, "door")).broken).toMatchObject({ breakage: "kvs-denied" });
    await setSignaling("auto");
  });
});

describe("a picture", () => {
  /** What a way may have brought. */
  const tried = (about: Partial<WayTried>): WayTried => ({
    way: "alexa-offer",
    stages: { answer: 100 },
    isNear: true,
    answer: "a=candidate:1 1 udp 1 192.0.2.1 9 typ host",
    failure: undefined,
    findings: [],
    media: undefined,
    ...about,
  });
  const received = { videoFrames: 0, keyframes: 0, audioPackets: 0, barcodes: [] };
  const look = (media: WayTried["media"], isNear = true) => {
    const patient = clinic.patient();
    const found = tried({ media, isNear });
    return clinic.examine(pictureLink, "door", {
      ...patient,
      readOf: (subject, reader) =>
        (reader as unknown) === readAlexaOffer ? Promise.resolve(found as never) : patient.readOf(subject, reader),
    });
  };

  it("is broken on this machine where nothing connects, and not examined where nobody can connect", async () => {
    const media = { isRefused: false, received };
    expect((await look(media)).broken).toMatchObject({
      breakage: "no-picture",
      sentence: "The camera is at fault: of door, an answer came, and no connection came of it.",
    });
    expect((await look(media, false)).notExamined).toContain("no media came to this machine");
  });

  it("is broken everywhere where it connects and nothing comes", async () => {
    const { broken } = await look({ isRefused: false, iceConnected: 150, received }, false);
    expect(broken).toMatchObject({ sentence: expect.stringContaining("it connected, and no picture came") });
  });

  it("is one with few frames, another camera's barcode and no sound, all of which is noted", async () => {
    const some = { videoFrames: 3, keyframes: 1, audioPackets: 0, barcodes: [{ cameraCode: 1, frameNumber: 7 }] };
    const { seen } = await look({ isRefused: false, iceConnected: 150, firstFrame: 200, received: some });
    expect(seen?.seen).toBe("ICE connected, DTLS connected, 3 frames, no sound");
    expect(seen?.notes).toHaveLength(3);
  });

  it("comes of an answer in the skill's time alone, and as viewer with two seconds less where that is the second try", () => {
    const none = { stages: {}, answer: undefined };
    const late = tried({ stages: { answer: 5_600 } });
    expect([outcomeOf(tried({})), outcomeOf(late)]).toEqual(["usable", "late"]);
    const slow = tried({ way: "viewer", stages: { answer: 4_000 } });
    const bare = tried({ ...none, answer: "" });
    expect((["auto", "viewer"] as const).map((signaling) => isAnswered({ signaling }, bare, slow))).toEqual([
      false,
      true,
    ]);
    expect(isAnswered({ signaling: "auto" }, bare, tried({ stages: { answer: 3_000 } }))).toBe(true);
  });
});
