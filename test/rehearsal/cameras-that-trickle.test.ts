import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { openCatalogue } from "../../cli/open-catalogue.ts";
import { permissions } from "../../infrastructure/permissions.ts";
import { checkAnswer } from "../../protocol/sdp/rules.ts";
import { listen } from "../../rehearsal/happenings.ts";
import { type Rehearsal, startRehearsal } from "../../rehearsal/index.ts";
import { field } from "../../rehearsal/wire/fields.ts";

const root = join(import.meta.dirname, "../..");
/** Rules that speak of where the camera stands, and here it stands on this machine. */
const ofTheNetwork = new Set<string>(["only-private-candidates"]);

describe.each(["c-sdk", "browser-sdk", "slow-trickle", "endless-trickle"])(
  "a camera with the manner of %s, in auto",
  (manner) => {
    let dataDirectory: string;
    let rehearsal: Rehearsal;
    /** Offers and answers as Alexa knows them. */
    const exchanged: { offer: string; answer: string }[] = [];
    /** What the skill asked of KVS. */
    const asked: string[] = [];

    beforeAll(async () => {
      dataDirectory = await mkdtemp(join(tmpdir(), "trickling-"));
      rehearsal = await startRehearsal({
        dataDirectory,
        packedSkill: join(root, "dist/lambda"),
        runtimeClient: join(root, "dist/rehearsal/runtime-client.mjs"),
        openCatalogue,
        permissions,
        pages: join(root, "dist/pages"),
        manners: [manner],
      });
      const { happenings } = rehearsal.parts;
      listen(happenings, "dialogue", ({ directive, body }) => {
        const offer = sdpIn(field(field(directive, "directive"), "payload"), "offer");
        const answer = sdpIn(field(field(body, "event"), "payload"), "answer");
        if (offer !== undefined && answer !== undefined) exchanged.push({ offer, answer });
      });
      listen(happenings, "service", (event) => {
        if (event.type === "alexa-offer-sent") asked.push("SendAlexaOfferToMaster");
        else if (event.type === "connected" && event.role === "viewer") asked.push("ConnectAsViewer");
        else if (event.type === "disconnected" && event.role === "viewer") asked.push("disconnected");
      });
    });
    afterAll(async () => {
      await rehearsal.stop();
      await rm(dataDirectory, { recursive: true });
    });

    const view = async () => {
      asked.length = 0;
      const [camera] = rehearsal.cameras;
      if (camera === undefined) throw new Error("there is no camera");
      return rehearsal.view(camera, 15);
    };

    it("shows its picture in its first view, inside the deadline, by both ways", async () => {
      const report = await view();
      expect(report).toMatchObject({ ok: true, way: "viewer" });
      expect(report.marginMilliseconds).toBeGreaterThan(0);
      expect(asked).toEqual(["SendAlexaOfferToMaster", "ConnectAsViewer", "disconnected"]);
    });

    it("shows it in a later view as viewer at once, over a WebSocket that does not outlive the answer", async () => {
      expect(await view()).toMatchObject({ ok: true, way: "viewer" });
      expect(asked).toEqual(["ConnectAsViewer", "disconnected"]);
    });

    it("breaks no SDP rule with its answers, whose mids, BUNDLE and m= lines are the offer's", () => {
      expect(exchanged).toHaveLength(2);
      for (const { offer, answer } of exchanged) {
        const findings = checkAnswer(answer, offer, { talk: true });
        expect(findings.filter(({ rule }) => !ofTheNetwork.has(rule))).toEqual([]);
        for (const lines of [/^m=\w+/gm, /^a=mid:.*/gm, /^a=group:BUNDLE.*/gm]) {
          expect(answer.match(lines)).toEqual(offer.match(lines));
        }
      }
    });
  },
);

function sdpIn(payload: unknown, name: "offer" | "answer"): string | undefined {
  const value = field(field(payload, name), "value");
  return typeof value === "string" ? value : undefined;
}
