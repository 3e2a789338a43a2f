import { describe, expect, it } from "@jest/globals";
import { type Chain, examine } from "../../../cli/doctor/examine.ts";
import { Broken, type CameraLink, type Link, NotExamined } from "../../../cli/doctor/link.ts";
import type { CameraRecord } from "../../../protocol/camera-record.ts";
import { doctorReportSchema } from "../../../rehearsal/breakages/report.ts";
import { patientFor } from "./support/patient.ts";

const holds = (id: string): Link => ({ id, title: `the ${id}`, examine: async () => ({ seen: "well" }) });
const breaks = (id: string): Link => ({
  id,
  title: `the ${id}`,
  async examine() {
    throw new Broken({
      breakage: `${id}-gone`,
      sentence: `There is no ${id}.`,
      code: "kvs-denied",
      remedy: { say: "Get one.", type: [`get ${id}`] },
    });
  },
});
const cameraLink: CameraLink = {
  id: "channel",
  title: "the channel",
  async examine(_, { id }) {
    if (id === "b") throw new Broken({ breakage: "channel-missing", sentence: "None.", remedy: { say: "Make it." } });
    return { seen: `that of ${id}` };
  },
};
const cameras = ["a", "b", "c"].map((id) => ({ id, name: id.toUpperCase() }) as CameraRecord);
const silent = { onBegin() {}, onEnd() {} };
const walk = (chain: Partial<Chain>, of: readonly CameraRecord[] = [], patient = patientFor()) =>
  examine(patient, { before: [], ofCamera: [], after: [], ...chain }, async () => of, silent);

describe("an examination", () => {
  it("says of each link what was seen, and that all is well", async () => {
    const report = await walk({ before: [holds("table")], ofCamera: [cameraLink], after: [holds("skill")] }, [
      cameras[0] as CameraRecord,
    ]);
    expect(report.links.map(({ link, camera, sentence }) => [link, camera, sentence])).toEqual([
      ["table", undefined, "well"],
      ["channel", "a", "that of a"],
      ["skill", undefined, "well"],
    ]);
    expect(report.ok).toBe(true);
    expect(doctorReportSchema.safeParse({ installation: "here", ...report }).success).toBe(true);
  });

  it("stops at the first broken link, and says what to type", async () => {
    const report = await walk({ before: [holds("node"), breaks("stack"), breaks("table")] }, cameras);
    expect(report.links.map(({ link, outcome }) => `${link} ${outcome}`)).toEqual(["node ok", "stack broken"]);
    expect(report).toMatchObject({
      ok: false,
      broken: { link: "stack", breakage: "stack-gone", code: "kvs-denied", remedy: { type: ["get stack"] } },
    });
    expect(doctorReportSchema.safeParse({ installation: "here", ...report }).success).toBe(true);
  });

  it("stops at the first camera that is broken", async () => {
    const { links, broken } = await walk({ ofCamera: [cameraLink], after: [holds("skill")] }, cameras);
    expect(links.map(({ camera, outcome }) => `${camera} ${outcome}`)).toEqual(["a ok", "b broken"]);
    expect(broken?.camera).toBe("b");
  });

  it("goes on after a link that cannot be told", async () => {
    const unknown: Link = {
      ...holds("roles"),
      async examine() {
        throw new NotExamined("these credentials may not ask");
      },
    };
    const { ok, links } = await walk({ before: [unknown, holds("table")] });
    expect([ok, links.map(({ outcome }) => outcome)]).toEqual([true, ["skipped", "ok"]]);
    expect(links[0]?.sentence).toBe("these credentials may not ask");
  });

  it("leaves out the links of other installations", async () => {
    const { links } = await walk({ before: [{ ...holds("ask-cli"), of: "rehearsed" }, holds("node")] });
    expect(links.map(({ link }) => link)).toEqual(["node"]);
  });

  it("does not take a fault of its own for a broken link", async () => {
    const faulty: Link = {
      ...holds("node"),
      async examine() {
        throw new TypeError("undefined is not a function");
      },
    };
    await expect(walk({ before: [faulty] })).rejects.toThrow(TypeError);
  });

  it("ends between two links when it is interrupted", async () => {
    const stopping = new AbortController();
    const patient = patientFor({ signal: stopping.signal });
    const last: Link = {
      ...holds("node"),
      async examine() {
        stopping.abort(new Error("Ctrl-C"));
        return { seen: "well" };
      },
    };
    await expect(walk({ before: [last, breaks("stack")] }, [], patient)).rejects.toThrow("Ctrl-C");
  });
});

describe("a patient", () => {
  it("is read once, whoever asks, and tells everybody of the same failure", async () => {
    const patient = patientFor();
    let reads = 0;
    const reader = async () => {
      reads += 1;
      throw new NotExamined("denied");
    };
    await expect(patient.read(reader)).rejects.toThrow("denied");
    await expect(patient.read(reader)).rejects.toThrow("denied");
    expect(reads).toBe(1);
  });

  it("is read once for each camera", async () => {
    const patient = patientFor();
    const read: string[] = [];
    const reader = async (_: unknown, { id }: { readonly id: string }) => read.push(id);
    for (const id of ["a", "b", "a"]) await patient.readOf({ id }, reader);
    expect(read).toEqual(["a", "b"]);
  });

  it("keeps one client for a key, and destroys it at the end", () => {
    const patient = patientFor();
    const destroyed: string[] = [];
    const make = (name: string) => () => ({ name, destroy: () => void destroyed.push(name) });
    expect(patient.client("iam", make("first")).name).toBe("first");
    expect(patient.client("iam", make("second")).name).toBe("first");
    patient.close();
    expect(destroyed).toEqual(["first"]);
    // What was begun ahead begins nothing more.
    expect(() => patient.client("lambda", make("third"))).toThrow("the examination is over");
  });
});
