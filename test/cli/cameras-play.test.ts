import { once } from "node:events";
import { DeleteSignalingChannelCommand } from "@aws-sdk/client-kinesis-video";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { play } from "../../cli/cameras/play.ts";
import type { CommonOptions } from "../../cli/cameras/skill.ts";
import type { Terminal } from "../../cli/terminal.ts";
import { type Clinic, openClinic } from "./doctor/links/camera/clinic.ts";

let clinic: Clinic;
const environment = { ...process.env };

beforeAll(async () => {
  clinic = await openClinic();
});
afterEach(() => {
  process.env = { ...environment };
});
afterAll(() => clinic.close());

/** The command at work, with what it prints. */
function playing(id: string, options: Partial<CommonOptions> = {}) {
  const stopping = new AbortController();
  const printed: string[] = [];
  const told: string[] = [];
  const heard = new EventTarget();
  const terminal: Terminal = {
    columns: undefined,
    isLive: false,
    progress: { show() {}, fail() {}, clear() {} },
    print(text) {
      printed.push(text);
      heard.dispatchEvent(new Event("line"));
    },
    tell: (text) => void told.push(text),
    ask: undefined,
    failed() {},
  };
  const { folder, data } = clinic.world;
  const ended = play(id, { data, ...options }, { terminal, folder }, stopping.signal);
  return {
    printed,
    told,
    ended,
    /** Resolves when a line is there that holds the text; rejects when the command fails before. */
    async until(text: string): Promise<void> {
      while (!printed.some((line) => line.includes(text))) await Promise.race([once(heard, "line"), failing(ended)]);
    },
    stop: () => stopping.abort(),
  };
}

/** Rejects as the promise does, and never resolves. */
function failing(promise: Promise<void>): Promise<never> {
  return promise.then(() => new Promise<never>(() => {}));
}

describe("camera-skill cameras play", () => {
  it("plays in a camera's place until it is stopped, and then the doctor finds a picture", async () => {
    await clinic.register("dark");
    const command = playing("dark");
    await command.until("plays a test picture");
    expect(command.printed[0]).toContain("dark is connected as master to the channel dark in eu-west-1");
    expect(command.told).toContainEqual(expect.stringContaining("of two masters the newest gets the offers"));
    const view = await clinic.view("dark");
    expect(view.at(-1)?.seen?.seen).toContain("ICE connected");
    await command.until(" left");
    command.stop();
    await command.ended;
    const said = command.printed.slice(1).map((line) => line.replace(/^\S+ {2}/, ""));
    // On a slow machine the camera is asked as viewer too, and the two come in either order.
    const firsts = ["offer of ", "answer to ", "viewer "].map((word) =>
      said.findIndex((line) => line.startsWith(word)),
    );
    expect(firsts).toEqual([0, ...firsts.slice(1).toSorted((one, other) => one - other)]);
    expect(said).toContainEqual(expect.stringMatching(/^viewer \S+ is watching/));
    expect((await clinic.view("dark")).at(-1)?.broken?.breakage).toBe("camera-offline");
  });

  it("prints each event as a line of JSON where that is wanted, and nothing else", async () => {
    await clinic.register("counted");
    const command = playing("counted", { json: true });
    await command.until('"connected"');
    command.stop();
    await command.ended;
    expect(command.printed.map((line) => JSON.parse(line))).toEqual([
      { camera: "counted", type: "connected", at: expect.any(Number) },
    ]);
  });

  it("connects on AWS with the credentials that every AWS tool finds", async () => {
    await clinic.register("abroad");
    const { credentials, table, controlPlaneUrl, region } = clinic.world.services;
    Object.assign(process.env, {
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_ENDPOINT_URL_DYNAMODB: table.url,
      AWS_ENDPOINT_URL_KINESIS_VIDEO: controlPlaneUrl,
    });
    const command = playing("abroad", { table: table.tableName, region });
    await command.until("plays a test picture");
    expect((await clinic.view("abroad")).at(-1)?.seen?.seen).toContain("ICE connected");
    command.stop();
    await command.ended;
  });

  it("says what is wrong where there is no such camera, or no channel of it", async () => {
    await expect(playing("nobody").ended).rejects.toThrow('there is no camera "nobody"');
    const { channelArn: ChannelARN } = await clinic.register("cut-off");
    await clinic.world.client.send(new DeleteSignalingChannelCommand({ ChannelARN }));
    await expect(playing("cut-off").ended).rejects.toThrow("its signaling channel does not exist");
  });
});
