import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { openCatalogue } from "../../../cli/open-catalogue.ts";
import { type ReplayOptions, replay } from "../../../cli/replay/replay.ts";
import type { Terminal } from "../../../cli/terminal.ts";
import { permissions } from "../../../infrastructure/permissions.ts";
import { startControl } from "../../../rehearsal/control/server.ts";
import { type Rehearsal, startRehearsal } from "../../../rehearsal/index.ts";
import { maskSecrets } from "../../../rehearsal/wire/mask.ts";
import { endAll, run } from "../run.ts";

const root = join(import.meta.dirname, "../../..");
const fixtures = join(root, "test/fixtures/directives");
let data: string;
let rehearsal: Rehearsal;
let control: { stop(): Promise<void> };

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), "replay-"));
  rehearsal = await startRehearsal({
    dataDirectory: data,
    packedSkill: join(root, "dist/lambda"),
    runtimeClient: join(root, "dist/rehearsal/runtime-client.mjs"),
    pages: join(root, "dist/pages"),
    openCatalogue,
    permissions,
  });
  control = await startControl(rehearsal, data);
}, 60_000);
afterAll(async () => {
  endAll();
  await control.stop();
  await rehearsal.stop();
  await rm(data, { recursive: true });
});

async function replayed(directive: unknown, options: Partial<ReplayOptions> = {}) {
  const printed: string[] = [];
  let ok = true;
  const terminal: Terminal = {
    columns: undefined,
    progress: { show() {}, fail() {}, clear() {} },
    isLive: false,
    print: (text) => void printed.push(text),
    tell() {},
    ask: undefined,
    failed: () => {
      ok = false;
    },
  };
  await replay("-", { data, ...options }, terminal, Readable.from([JSON.stringify(directive)]));
  return { ok, out: printed.join("\n") };
}

const fixture = async (name: string): Promise<{ directive: Record<string, Record<string, unknown>> }> =>
  JSON.parse(await readFile(join(fixtures, `${name}.json`), "utf8"));
const masked = async (name: string) => maskSecrets(await fixture(name));

describe("camera-skill replay", () => {
  it("sends a masked view with an offer of its own, and the camera answers", async () => {
    const { ok, out } = await replayed(await masked("initiate-session.echo-show"));
    expect(ok).toBe(true);
    expect(out).toContain("Alexa.RTCSessionController.InitiateSessionWithOffer to front-door");
    expect(out).toContain("replaced: endpoint.scope.token by the rehearsal's linked token");
    expect(out).toContain("replaced: payload.offer.value by the headless Echo's own offer");
    expect(out).toMatch(/✔ Alexa\.RTCSessionController\.AnswerGeneratedForSession after \d+ ms/);
  });

  it("prints the whole event as JSON, its secrets masked", async () => {
    const { out } = await replayed(await masked("initiate-session.echo-show"), { json: true });
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      event: { event: { payload: { answer: { format: "SDP", value: expect.stringContaining("a=ice-pwd:•••") } } } },
    });
    expect(out).not.toMatch(/a=ice-pwd:[^•]|a=fingerprint:sha-256 [^•]|Atz/);
  });

  it("keeps an endpoint that the rehearsal does not know, and says how to send it elsewhere", async () => {
    const { directive } = await fixture("report-state.camera");
    const attic = maskSecrets({
      directive: { ...directive, endpoint: { ...directive.endpoint, endpointId: "attic" } },
    });
    const { ok, out } = await replayed(attic);
    expect(ok).toBe(false);
    expect(out).toMatch(
      /✘ Alexa\.ErrorResponse after \d+ ms\n {2}camera-not-found \(NO_SUCH_ENDPOINT\): This user has/,
    );
    expect(out).toContain("front-door and garden: --camera front-door sends it there.");
    expect(out).toContain("npx camera-skill doctor --explain camera-not-found says more.");

    const elsewhere = await replayed(attic, { camera: "Garden" });
    expect([elsewhere.ok, elsewhere.out]).toEqual([true, expect.stringContaining("endpoint.endpointId by garden")]);
  });

  it("keeps a token that is there: it is another account's", async () => {
    const { ok, out } = await replayed(await fixture("initiate-session.echo-show"));
    expect(ok).toBe(false);
    expect(out).toContain("nothing was masked or missing: sent as it is");
    expect(out).toMatch(/token-invalid \(INVALID_AUTHORIZATION_CREDENTIAL\): /);
    expect(out).toContain("leave the token out");
    expect(out).toContain("Alexa may say: “I can't get into your camera account.");
    expect(out).not.toContain("sentinel");
  });

  it("replays what the skill itself logs of a view", async () => {
    const { ok, out } = await replayed({
      message: "view",
      sessionId: "s-1",
      endpointId: "garden",
      outcome: "answered",
    });
    expect(ok).toBe(true);
    expect(out).toContain("made of the log line");
    expect(out).toContain("InitiateSessionWithOffer to garden");
  });

  it.each([
    ["accept-grant.linked-user", "✔ Alexa.Authorization.AcceptGrant.Response"],
    ["discover.linked-user", "✔ Alexa.Discovery.Discover.Response"],
    ["get-snapshot.front-door", "✔ Alexa.SmartVision.SnapshotProvider.Snapshot"],
    ["set-volume.unknown", "directive-unknown (INVALID_DIRECTIVE)"],
    ["initiate-session.empty-session-id", "directive-malformed (INVALID_DIRECTIVE)"],
  ])("says what the skill makes of %s", async (name, words) => {
    expect((await replayed(await masked(name))).out).toContain(words);
  });

  it("reads a file, and ends with 2 where it holds no directive or cannot be read", async () => {
    const file = join(data, "masked.json");
    await writeFile(file, JSON.stringify(await masked("report-state.camera")));
    const read = await run("replay", file, "--data", data);
    expect([read.code, read.out]).toEqual([0, expect.stringContaining("✔ Alexa.StateReport after ")]);
    await writeFile(file, "Atza|secret");
    const none = await run("replay", file, "--data", data);
    expect([none.code, none.out, none.err]).toEqual([
      2,
      "",
      expect.stringContaining("holds no JSON. Give JSON such as"),
    ]);
    expect(none.err).not.toContain("secret");
    const nowhere = await run("replay", join(data, "nowhere"), "--data", data);
    expect([nowhere.code, nowhere.err]).toEqual([2, expect.stringContaining("nowhere cannot be read: give a file")]);
  });

  it("starts a rehearsal of its own where none runs", async () => {
    const { code, out } = await run(
      "replay",
      join(fixtures, "report-state.camera.json"),
      "--data",
      join(data, "none"),
      "--json",
    );
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ ok: false, error: { code: "token-invalid" } });
  }, 60_000);
});
