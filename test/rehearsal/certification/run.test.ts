import { describe, expect, it, jest } from "@jest/globals";
import { discoveryEndpointOf } from "../../../protocol/alexa/build-discovery-endpoint.ts";
import { discoverResponse } from "../../../protocol/alexa/build-events.ts";
import { cameraRecordSchema } from "../../../protocol/camera-record.ts";
import { reportState } from "../../../rehearsal/certification/directives.ts";
import { type AutomaticItem, CheckFailed, type ItemGroup, NotRunHere } from "../../../rehearsal/certification/item.ts";
import { runCertification } from "../../../rehearsal/certification/run.ts";
import { sources } from "../../../rehearsal/certification/sources.ts";
import { type CertificationTarget, FunctionFailed } from "../../../rehearsal/certification/target.ts";
import { plainTarget } from "./support/certify.ts";

const item = (change: Partial<AutomaticItem> = {}): AutomaticItem => ({
  id: "item",
  title: "An item",
  source: sources.discovery,
  kind: "automatic",
  sends: ["Alexa.ReportState"],
  check: async () => undefined,
  ...change,
});
const asks = item({
  async check(tester) {
    await tester.send(reportState({ endpointId: "garden", token: tester.token() }));
    return undefined;
  },
});

/** Runs items against a target and gives the report. */
function run(items: ItemGroup["items"], target: CertificationTarget = plainTarget(async () => ({}))) {
  const { signal } = new AbortController();
  return runCertification({ target, groups: [{ title: "Group", items }], signal });
}

/** Runs an item of a camera, chosen by its id, against a function; `begun` hears of each item. */
function runFor(camera: string, send: () => Promise<unknown>) {
  const begun = jest.fn();
  const check = jest.fn(async () => undefined);
  const { signal } = new AbortController();
  const groups = [{ title: "Group", items: [item({ check })] }];
  const report = runCertification({ target: plainTarget(send), groups, camera, signal, onProgress: begun });
  return { report, begun };
}

/** Answers Discover with cameras of these ids. */
function withCameras(...ids: readonly string[]) {
  const camera = { kind: "camera", talk: false, owners: ["ben"], manufacturer: "Rehearsal", model: "Virtual camera" };
  const endpoints = ids.map((id) => {
    const channelArn = `arn:aws:kinesisvideo:us-east-1:123456789012:channel/${id}/1700000000000`;
    return discoveryEndpointOf(cameraRecordSchema.parse({ ...camera, id, name: id, channelArn }), { events: true });
  });
  return jest.fn(async () => discoverResponse({ messageId: "1", endpoints }));
}

describe("a certification of a chosen camera", () => {
  it("judges nothing when the account does not have it, and lists those that it has", async () => {
    const send = withCameras("garden", "front-door");
    const { report, begun } = runFor("cellar", send);
    await expect(report).rejects.toThrow("the account has no camera cellar: it has garden, front-door;");
    expect(begun).not.toHaveBeenCalled();
    expect(send).toHaveBeenCalledTimes(1);
    await expect(runFor("cellar", withCameras()).report).rejects.toThrow("it has no camera at all");
  });

  it("goes on when the account has it", async () => {
    expect(await runFor("garden", withCameras("garden")).report).toMatchObject({ ok: true, counts: { pass: 1 } });
  });

  it("leaves it to the items to say that cameras cannot be discovered", async () => {
    const { report } = runFor("garden", () => Promise.reject(new FunctionFailed("the function failed")));
    expect((await report).results).toHaveLength(1);
  });
});

describe("a certification", () => {
  it("tells of each item what became of it, in the list's order, and counts", async () => {
    const report = await run([
      item({ id: "seen", check: async () => "two cameras" }),
      item({
        id: "wrong",
        check: async () => {
          throw new CheckFailed("the answer is late");
        },
      }),
      { id: "look", title: "Look", source: sources.debugger, kind: "a person must look", look: "See the picture." },
      item({
        id: "elsewhere",
        check: async () => {
          throw new NotRunHere("the account has no doorbell");
        },
      }),
    ]);
    expect(report.results).toMatchObject([
      { id: "seen", group: "Group", outcome: "pass", message: "two cameras" },
      { id: "wrong", outcome: "fail", message: "the answer is late" },
      { id: "look", outcome: "a person must look", message: "See the picture." },
      { id: "elsewhere", outcome: "not run here", message: "the account has no doorbell" },
    ]);
    expect(report).toMatchObject({
      ok: false,
      counts: { pass: 1, fail: 1, "a person must look": 1, "not run here": 1 },
    });
  });

  it("does not run an item whose abilities the target lacks, and never calls it passed", async () => {
    const check = jest.fn(async () => undefined);
    const report = await run([item({ needs: ["ring", "gateway"], check })]);
    expect(report.results[0]).toMatchObject({
      outcome: "not run here",
      message: "nothing here can ring a doorbell",
    });
    expect(report.counts.pass).toBe(0);
    expect(check).not.toHaveBeenCalled();
  });

  it("does not run an item that would send what must not be sent", async () => {
    const send = jest.fn(async () => ({}));
    const target = plainTarget(send, { allowed: new Set(["Alexa.Discovery.Discover"]) });
    const report = await run([asks], target);
    expect(report.results[0]).toMatchObject({
      outcome: "not run here",
      message: "it sends ReportState, which takes --destructive",
    });
    expect(send).not.toHaveBeenCalled();
  });

  it("lets nothing out that the item does not say it sends", async () => {
    const send = jest.fn(async () => ({}));
    const report = await run([{ ...asks, sends: ["Alexa.Discovery.Discover"] }], plainTarget(send));
    expect(report.results[0]).toMatchObject({ outcome: "fail", message: expect.stringContaining("was not sent") });
    expect(send).not.toHaveBeenCalled();
  });

  it("tells no more of a check's own fault than its kind, for its message may quote anything", async () => {
    const report = await run([item({ check: () => Promise.reject(new TypeError("Atza|a-token is wrong")) })]);
    expect(report.results[0]).toMatchObject({ outcome: "fail", message: "the check itself failed (TypeError)" });
  });

  it("stops when it is given up", async () => {
    const interruption = new AbortController();
    const check = () => {
      interruption.abort(new Error("enough"));
      return new Promise<never>(() => {});
    };
    const running = runCertification({
      target: plainTarget(async () => ({})),
      groups: [{ title: "Group", items: [item({ check }), asks] }],
      signal: interruption.signal,
    });
    await expect(running).rejects.toThrow("enough");
  });

  it("refuses an item that is not on the list", async () => {
    const { signal } = new AbortController();
    const target = plainTarget(async () => ({}));
    await expect(runCertification({ target, groups: [], only: ["nothing"], signal })).rejects.toThrow(
      "the certification list has no item nothing",
    );
  });
});
