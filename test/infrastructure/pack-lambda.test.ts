import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import * as z from "zod/mini";
import { packLambda } from "../../infrastructure/pack-lambda.ts";
import { alexaEventSchema } from "../../protocol/alexa/events.ts";
import type { CameraRecordInput } from "../../protocol/camera-record.ts";
import { wrapSessionDescription } from "../../protocol/signaling/session-description.ts";
import type { Lambda } from "../../rehearsal/lambda-runtime/index.ts";
import { startSkill } from "../../rehearsal/skill.ts";
import { bareAnswer, lastOne, trickled } from "../lambda/signaling/viewer/support/trickled.ts";
import { type RehearsedSkill, startRehearsedSkill } from "../lambda/support/rehearsed-skill.ts";

type Metafile = Awaited<ReturnType<typeof packLambda>>;

const root = join(import.meta.dirname, "../..");
let folder: string;
let packed: string;
let metafile: Metafile;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pack-"));
  packed = join(folder, "packed");
  metafile = await packLambda(root, packed);
});
afterAll(() => rm(folder, { recursive: true }));

/** The outputs that come with an entry point when it is loaded: all but what is imported when first needed. */
function loadedWith(path: string, loaded: Set<string> = new Set()): Set<string> {
  loaded.add(path);
  for (const { kind, path: imported, external } of metafile.outputs[path]?.imports ?? []) {
    if (kind === "import-statement" && !external && !loaded.has(imported)) loadedWith(imported, loaded);
  }
  return loaded;
}

const outputOf = (source: string): string => {
  const found = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === source);
  if (found === undefined) throw new Error(`nothing is packed of ${source}`);
  return found[0];
};
const eager = () => [...loadedWith(outputOf("lambda/index.ts"))];
const viewerCode = () => outputOf("lambda/signaling/viewer/viewer-exchange.ts");
const inputsOf = (outputs: readonly string[]) =>
  outputs.flatMap((path) => Object.keys(metafile.outputs[path]?.inputs ?? {}));

describe("the packed skill", () => {
  it("loads nothing of the viewer way, of WebSockets or of the presigner until it is needed", () => {
    const needed = inputsOf([...loadedWith(viewerCode())]);
    const loaded = inputsOf(eager());
    for (const part of [
      "lambda/signaling/viewer/",
      "signaling-client/",
      "node_modules/ws/",
      "node_modules/@aws-crypto/sha256-js/",
    ]) {
      expect(needed).toContainEqual(expect.stringContaining(part));
      expect(loaded).not.toContainEqual(expect.stringContaining(part));
    }
  });

  it("loads 300 KB eagerly at most", () => {
    const bytes = eager().reduce((sum, path) => sum + (metafile.outputs[path]?.bytes ?? 0), 0);
    expect(bytes).toBeLessThanOrEqual(300_000);
  });
});

describe("the packed skill, run as Lambda runs it,", () => {
  const taskRoot = () => join(folder, "task");
  let amazon: RehearsedSkill;
  let cameras: CameraRecordInput[];
  let lambda: Lambda;

  beforeAll(async () => {
    amazon = await startRehearsedSkill();
    const documented = await amazon.camera("documented");
    await amazon.connectMaster(documented.channelArn);
    const viewer = await amazon.camera("viewer", { signaling: "viewer" });
    await amazon.connectMaster(viewer.channelArn, ({ trickle }) => {
      trickle(trickled(), lastOne);
      return wrapSessionDescription("answer", bareAnswer);
    });
    cameras = [documented, viewer];
  });
  beforeEach(async () => {
    lambda = await startSkill({
      packedSkill: packed,
      runtimeClient: join(root, "dist/rehearsal/runtime-client.mjs"),
      taskRoot: taskRoot(),
      cameras,
      signaling: amazon.service,
      login: amazon.login,
      onLog: () => {},
    });
  });
  afterEach(() => lambda.stop());
  afterAll(() => amazon.stop());

  async function view(endpointId: string): Promise<string> {
    const directive = amazon.directive("initiate-session.echo-show", { endpointId });
    return z.parse(alexaEventSchema, await lambda.invoke(directive)).event.header.name;
  }

  it("answers a view that goes as viewer", async () => {
    expect(await view("viewer")).toBe("AnswerGeneratedForSession");
  });

  it("never loads the viewer's code for a camera that answers the documented way: it works without", async () => {
    await rm(join(taskRoot(), "chunks", basename(viewerCode())));
    expect(await view("documented")).toBe("AnswerGeneratedForSession");
    expect(await view("viewer")).toBe("ErrorResponse");
  });
});
