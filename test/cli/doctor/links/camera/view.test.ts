import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import type { Camera, CameraBehaviour } from "../../../../../camera/index.ts";
import { parseManner } from "../../../../../rehearsal/manners/catalogue.ts";
import { type Clinic, openClinic } from "./clinic.ts";

let clinic: Clinic;
const plugged: Camera[] = [];
const cleaning: (() => void)[] = [];

beforeAll(async () => {
  clinic = await openClinic();
});
afterEach(async () => {
  for (const clean of cleaning.splice(0)) clean();
  await Promise.all(plugged.splice(0).map((camera) => camera.stop()));
});
afterAll(() => clinic.close());

async function plug(id: string, behaviour?: CameraBehaviour, ...flags: string[]): Promise<void> {
  plugged.push(await clinic.plugIn(await clinic.register(id, ...flags), behaviour));
}

/** A camera whose answers have lost some lines. */
function without(lines: RegExp): CameraBehaviour {
  return { beforeAnswer: (answer) => answer.replace(lines, "") };
}

/** What is broken, and where. */
async function brokenOf(id: string) {
  const view = await clinic.view(id);
  return { at: view.length, ...view.at(-1)?.broken };
}

/** The first view of a camera from which nothing comes by Alexa's way, and which trickles as viewer. */
const likeTheCSdk = () => parseManner("c-sdk:2");

describe("the view of a camera that answers", () => {
  it("is seen by both ways, with its stages and the five verdicts, and brings a picture", async () => {
    await plug("well");
    const [alexa, viewer, picture] = await clinic.view("well", clinic.patient({ hasty: false }));
    const verdicts = "DTLS, SDP, candidates, codecs, JSON passed";
    expect(alexa?.seen?.seen).toMatch(new RegExp(`^answered by SendAlexaOfferToMaster after \\d+ ms; ${verdicts}$`));
    expect(Object.keys(alexa?.seen?.stages ?? {})).toEqual(["endpoint", "answer", "ICE", "first frame"]);
    expect(viewer?.seen?.seen).toMatch(new RegExp(`^answered as viewer after \\d+ ms; ${verdicts}$`));
    expect(Object.keys(viewer?.seen?.stages ?? {})).toEqual([
      "endpoint",
      "connected",
      "bare answer",
      "answer",
      "ICE",
      "first frame",
    ]);
    expect(picture?.seen?.seen).toMatch(/^ICE connected, DTLS connected, \d+ frames, and sound$/);
    expect([alexa, viewer, picture].map((each) => each?.seen?.notes)).toEqual([[], [], []]);
  });

  it("leaves nobody behind at the camera", async () => {
    await plug("tidy");
    await clinic.view("tidy");
    expect(plugged.at(-1)?.viewers()).toEqual([]);
  });

  it("names what an Echo might not like, and is none the worse for it", async () => {
    await plug("muxless", without(/^a=rtcp-mux\r\n/gm));
    const [alexa] = await clinic.view("muxless");
    expect(alexa?.seen?.seen).toContain("SDP warned");
    expect(alexa?.seen?.notes).toEqual([expect.stringContaining("SDP: The answer breaks “rtcp-mux-missing”")]);
  });
});

describe("the view of a camera that is too slow for Alexa and trickles", () => {
  it("holds where the skill finds that out by itself, which is noted", async () => {
    await plug("auto", likeTheCSdk());
    const [alexa, viewer, picture] = await clinic.view("auto");
    expect(alexa?.seen?.seen).toMatch(
      /^gave no answer by SendAlexaOfferToMaster; but it answered as viewer after \d+ ms$/,
    );
    expect(alexa?.seen?.notes).toEqual([
      "Firmware on the KVS C SDK 1.11 and newer gathers for ten seconds unless it may trickle.",
      expect.stringMatching(/^The skill asks it as viewer too, .* cameras add auto --signaling viewer /),
    ]);
    expect(viewer?.seen?.seen).toContain("answered as viewer");
    expect(picture?.seen?.seen).toContain("ICE connected");
  });

  it("holds where its record says that it is asked as viewer", async () => {
    await plug("as-viewer", likeTheCSdk(), "--signaling", "viewer");
    const [alexa, , picture] = await clinic.view("as-viewer");
    expect(alexa?.seen?.notes).toContain("The skill asks it as viewer alone, as its record says.");
    expect(picture?.seen?.seen).toContain("ICE connected");
  });

  it("is broken where its record does not let it, until that is typed", async () => {
    await plug("slow", likeTheCSdk(), "--signaling", "alexa-offer");
    const broken = await brokenOf("slow");
    expect(broken).toMatchObject({ at: 1, breakage: "camera-too-slow", code: "answer-late" });
    expect(broken.remedy?.type).toEqual([
      expect.stringMatching(/^npx camera-skill cameras add slow --signaling viewer /),
    ]);
    await clinic.type(broken.remedy?.type);
    expect(await brokenOf("slow")).toEqual({ at: 3 });
  });
});

describe("the view of a camera that sends its candidates after its answer", () => {
  it.each(["endless-trickle", "slow-trickle:20"])("holds as viewer, and is broken without it: %s", async (manner) => {
    const id = manner.replace(":", "-");
    await plug(id, parseManner(manner), "--signaling", "alexa-offer");
    const broken = await brokenOf(id);
    expect(broken).toMatchObject({ at: 1, breakage: "camera-trickles", code: "answer-without-candidates" });
    await clinic.type(broken.remedy?.type);
    expect(await brokenOf(id)).toEqual({ at: 3 });
  });

  it("is broken for good where none follows", async () => {
    await plug("mute", { trickle: "always", candidates: async function* () {} });
    expect(await brokenOf("mute")).toMatchObject({
      at: 1,
      breakage: "camera-trickles",
      sentence: expect.stringContaining("The camera is at fault."),
      remedy: { say: expect.stringContaining("send its candidates right after") },
    });
  });
});

describe("the view of a camera whose answers are of no use", () => {
  it("is broken by the rule that they break, whichever way it is asked", async () => {
    await plug("untrusted", without(/^a=fingerprint:.*\r\n/gm));
    expect(await brokenOf("untrusted")).toMatchObject({
      at: 1,
      breakage: "answer-unusable",
      code: "answer-unusable",
      sentence: expect.stringContaining("“no-fingerprint”. Without a certificate fingerprint"),
    });
  });

  it("tells of an answer that cannot be read, and quotes nothing of it", async () => {
    await plug("babbler", { beforeAnswerPayload: () => Buffer.from("a secret").toString("base64") });
    const broken = await brokenOf("babbler");
    expect(broken).toMatchObject({ at: 1, breakage: "answer-unusable", code: "answer-unreadable" });
    expect(JSON.stringify(broken)).not.toContain("a secret");
  });

  it("is mended by the other way where that brings a better one", async () => {
    await plug("garbled");
    cleaning.push(clinic.world.signaling.behave("answer-garbage@garbled"));
    const broken = await brokenOf("garbled");
    expect(broken).toMatchObject({ at: 1, breakage: "answer-unusable", code: "answer-unreadable" });
    await clinic.type(broken.remedy?.type);
    expect(await brokenOf("garbled")).toEqual({ at: 3 });
  });
});

describe("the view of a camera that answers Alexa alone", () => {
  const shy: CameraBehaviour = {
    beforeAnswer: (answer, { trickle }) => (trickle ? undefined : answer),
  };

  it("holds, and it is noted", async () => {
    await plug("shy", shy);
    const [, viewer, picture] = await clinic.view("shy");
    expect(viewer?.seen).toEqual({
      seen: "gave no answer as viewer",
      notes: ["The skill does not need that: the other way brings an answer."],
    });
    expect(picture?.seen?.seen).toContain("ICE connected");
  });

  it("is broken where its record has it asked as viewer, until that is typed", async () => {
    await plug("shyer", shy, "--signaling", "viewer");
    const broken = await brokenOf("shyer");
    expect(broken).toMatchObject({ at: 2, breakage: "viewer-unanswered", code: "answer-late" });
    await clinic.type(broken.remedy?.type);
    expect(await brokenOf("shyer")).toEqual({ at: 3 });
  });
});

describe("the view of a camera that is gone", () => {
  it("is broken, by the camera's fault, and says by what all the rest can be tried", async () => {
    const record = await clinic.register("gone");
    const broken = await brokenOf("gone");
    expect(broken).toMatchObject({ at: 1, breakage: "camera-offline", code: "camera-offline" });
    expect(broken.sentence).toContain("gave no answer by SendAlexaOfferToMaster, and gave no answer as viewer.");
    expect(broken.remedy?.alongside).toMatch(/^npx camera-skill cameras play gone /);
    plugged.push(await clinic.plugIn(record));
    expect(await brokenOf("gone")).toEqual({ at: 3 });
  });
});
