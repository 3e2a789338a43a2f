import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { get } from "node:https";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import {
  CreateSignalingChannelCommand,
  DescribeSignalingChannelCommand,
  KinesisVideoClient,
  ListSignalingChannelsCommand,
} from "@aws-sdk/client-kinesis-video";
import { afterEach, describe, expect, it } from "@jest/globals";
import { agentTo } from "../rehearsal/signaling-service/support/tls-client.ts";
import { endAll, finished, lines, run, start, untilLine } from "./run.ts";

/** An AWS client that knows of the service only what AWS's own variables say. */
async function createChannel(ready: {
  controlPlaneUrl: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
}): Promise<string | undefined> {
  process.env.AWS_ENDPOINT_URL_KINESIS_VIDEO = ready.controlPlaneUrl;
  const client = new KinesisVideoClient({ region: ready.region, credentials: ready.credentials });
  try {
    return (await client.send(new CreateSignalingChannelCommand({ ChannelName: "door" }))).ChannelARN;
  } finally {
    client.destroy();
    delete process.env.AWS_ENDPOINT_URL_KINESIS_VIDEO;
  }
}

/** The status of an HTTPS request by a client that trusts this authority alone. */
function statusOf(url: string, ca: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(url, { ca, agent: false }, (response) => resolve(response.resume().statusCode)).on("error", reject);
  });
}

/** A port that nobody listens on. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

afterEach(endAll);

describe("camera-skill signaling", () => {
  it("prints one line of JSON when ready, and serves any AWS SDK pointed at it", async () => {
    const child = start(["signaling", "--json", "--region", "eu-west-1"]);
    const end = finished(child);
    const output = lines(child);
    const ready = JSON.parse((await output.next()).value);
    expect(ready).toEqual({
      type: "ready",
      controlPlaneUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      port: expect.any(Number),
      region: "eu-west-1",
      credentials: { accessKeyId: expect.any(String), secretAccessKey: expect.any(String) },
      adminToken: expect.any(String),
      adminPageUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/admin\/#[\w-]+$/),
    });
    expect(await createChannel(ready)).toMatch(/^arn:aws:kinesisvideo:eu-west-1:\d{12}:channel\/door\/\d{13}$/);
    expect(JSON.parse(await untilLine(output, "CreateSignalingChannel"))).toMatchObject({ type: "request" });
    child.kill("SIGINT");
    expect((await end).code).toBe(0);
  });

  it("tells people what to export, and shows each call in a line", async () => {
    const child = start(["signaling"]);
    const end = finished(child);
    const output = lines(child);
    const value = async (name: string) => (await untilLine(output, name)).split("=")[1] ?? "";
    const controlPlaneUrl = await value("AWS_ENDPOINT_URL_KINESIS_VIDEO");
    const region = await value("AWS_REGION");
    const credentials = {
      accessKeyId: await value("AWS_ACCESS_KEY_ID"),
      secretAccessKey: await value("AWS_SECRET_ACCESS_KEY"),
    };
    await createChannel({ controlPlaneUrl, region, credentials });
    expect(await untilLine(output, "CreateSignalingChannel")).toMatch(/200/);
    child.kill("SIGTERM");
    expect((await end).code).toBe(0);
  });

  it("keeps its channels with --data", async () => {
    const data = await mkdtemp(join(tmpdir(), "signaling-"));
    const arns: (string | undefined)[] = [];
    for (const name of ["first", "second"]) {
      const child = start(["signaling", "--json", "--data", data]);
      const end = finished(child);
      const ready = JSON.parse((await lines(child).next()).value);
      const channels = await fetch(`${ready.controlPlaneUrl}/admin/channels`, {
        headers: { authorization: `Bearer ${ready.adminToken}` },
      });
      arns.push(name === "first" ? await createChannel(ready) : JSON.stringify(await channels.json()));
      child.kill("SIGINT");
      await end;
    }
    expect(arns[1]).toContain(arns[0]);
    await rm(data, { recursive: true });
  });

  it("has its channels, its other keys and its misbehaviour from the start", async () => {
    const folder = await mkdtemp(join(tmpdir(), "signaling-"));
    const keys = join(folder, "keys.json");
    await writeFile(
      keys,
      JSON.stringify([{ accessKeyId: "AKIDREADER", secretAccessKey: "made-up", actions: ["List*"] }]),
    );
    const child = start([
      ...["signaling", "--json", "--channel", "front-door", "--channel", "garden", "--access-keys", keys],
      ...["--behave", "fail-with:503@garden", "--channel-delay", "0", "--takeover", "close", "--no-empty-frames"],
    ]);
    const end = finished(child);
    const output = lines(child);
    const ready = JSON.parse((await output.next()).value);
    const first = [];
    for (let count = 0; count < 3; count += 1) first.push(JSON.parse((await output.next()).value));
    expect(first).toMatchObject([
      { type: "channel-created", channelName: "front-door" },
      { type: "channel-created", channelName: "garden" },
      { type: "behaviour-begun", behaviour: "fail-with:status=503", channelName: "garden" },
    ]);
    const reader = new KinesisVideoClient({
      endpoint: ready.controlPlaneUrl,
      region: ready.region,
      credentials: { accessKeyId: "AKIDREADER", secretAccessKey: "made-up" },
      maxAttempts: 1,
    });
    const { ChannelInfoList } = await reader.send(new ListSignalingChannelsCommand({}));
    expect(ChannelInfoList?.map(({ ChannelName }) => ChannelName)).toEqual(["front-door", "garden"]);
    const refused = reader.send(new DescribeSignalingChannelCommand({ ChannelName: "front-door" }));
    await expect(refused).rejects.toMatchObject({ name: "AccessDeniedException" });
    reader.destroy();
    child.kill("SIGINT");
    await end;
    await rm(folder, { recursive: true });
  });

  it("speaks TLS with --tls, and says which authority to trust", async () => {
    const data = await mkdtemp(join(tmpdir(), "signaling-"));
    const child = start(["signaling", "--tls", "--data", data]);
    const end = finished(child);
    const output = lines(child);
    const url = (await untilLine(output, "AWS_ENDPOINT_URL_KINESIS_VIDEO")).split("=")[1] ?? "";
    const caFile = (await untilLine(output, "NODE_EXTRA_CA_CERTS")).split("=")[1] ?? "";
    expect(caFile.startsWith(join(data, "tls"))).toBe(true);
    expect(await untilLine(output, "AWS_KVS_CACERT_PATH")).toContain(caFile);
    expect(await statusOf(`${url}/admin/`, await readFile(caFile, "utf8"))).toBe(200);
    child.kill("SIGINT");
    await end;
    await rm(data, { recursive: true });
  });

  it("tells the lines for /etc/hosts with --host-names, and those of each channel that is created", async () => {
    const data = await mkdtemp(join(tmpdir(), "signaling-"));
    const port = String(await freePort());
    const child = start(["signaling", "--host-names", "--port", port, "--data", data, "--channel", "front-door"]);
    const end = finished(child);
    const output = lines(child);
    const value = async (name: string) => (await untilLine(output, name)).split("=")[1] ?? "";
    const accessKeyId = await value("AWS_ACCESS_KEY_ID");
    const secretAccessKey = await value("AWS_SECRET_ACCESS_KEY");
    const caFile = await value("AWS_KVS_CACERT_PATH");
    const controlPlaneUrl = await value("CONTROL_PLANE_URI");
    expect(controlPlaneUrl).toBe("https://kinesisvideo.us-east-1.amazonaws.com");
    await untilLine(output, "Lines for /etc/hosts");
    expect(await untilLine(output, "127.0.0.1")).toContain(" kinesisvideo.us-east-1.amazonaws.com");
    const frontDoor = await untilLine(output, "127.0.0.1");
    expect(frontDoor).toMatch(/ m-[0-9a-f]{8}\.kinesisvideo\.us-east-1\.amazonaws\.com/);

    const httpsAgent = agentTo({ port: Number(port), caFile });
    const client = new KinesisVideoClient({
      region: "us-east-1",
      credentials: { accessKeyId, secretAccessKey },
      requestHandler: { httpsAgent },
    });
    await client.send(new CreateSignalingChannelCommand({ ChannelName: "garden" }));
    client.destroy();
    await untilLine(output, "for /etc/hosts");
    const garden = (await output.next()).value;
    expect(garden).toMatch(/ m-[0-9a-f]{8}\.kinesisvideo\.us-east-1\.amazonaws\.com/);
    expect(garden).not.toContain(/m-[0-9a-f]{8}/.exec(frontDoor)?.[0]);
    child.kill("SIGINT");
    await end;
    await rm(data, { recursive: true });
  });

  it.each([
    [["--behave", "answer-nul"], '--behave: there is no behaviour "answer-nul"; did you mean answer-null?'],
    [["--behave", "answer-late"], "--behave: answer-late: milliseconds is missing"],
    [["--behave", "go-away"], "later: camera-skill signaling behave go-away"],
    [["--access-keys", "nowhere.json"], "nowhere.json: there is no such file"],
    [["--channel", "front door"], '--channel: "front door" is not the name of a channel'],
    [["--turn", "not a host"], "--turn: the TURN host must be"],
    [["--prt", "1"], "(Did you mean --port?)\n(npx camera-skill signaling --help shows what there is)"],
    [["behav"], "error: unknown command 'behav'\n(Did you mean behave?)"],
    [["--takeover", "both"], "Allowed choices are leave-open, close"],
    [["--channel-delay", "soon"], "whole number"],
  ])("does not start with %j, and says why", async (flags, message) => {
    const { code, out, err } = await run("signaling", ...flags);
    expect([code, out, err]).toEqual([2, "", expect.stringContaining(message)]);
  });

  it("says on standard output too why it does not start, when a program reads it", async () => {
    const { code, out, err } = await run("signaling", "--json", "--channel", "front door");
    const { type, message } = JSON.parse(out);
    expect([code, type, message]).toEqual([2, "error", expect.stringContaining("front door")]);
    expect(err).toContain(message);
  });

  it("warns of what will surprise, and tells which channels are there from before", async () => {
    const data = await mkdtemp(join(tmpdir(), "signaling-"));
    const keys = join(data, "keys.json");
    const key = { accessKeyId: "AKIDREADER", secretAccessKey: "made-up", actions: ["Describe*", "ConectAsViewer"] };
    await writeFile(keys, JSON.stringify([key]));
    const channels = ["--channel", "front-door", "--channel", "garden"];
    const first = start(["signaling", "--json", "--data", data, ...channels]);
    const firstEnd = finished(first);
    await lines(first).next();
    first.kill("SIGINT");
    await firstEnd;
    const port = String(await freePort());
    const flags = ["--host-names", "--port", port, "--access-keys", keys, "--behave", "throttle@cellar"];
    const child = start(["signaling", "--data", data, ...flags]);
    const end = finished(child);
    const output = lines(child);
    expect(await untilLine(output, "from before")).toBe("Channels from before: 2 (front-door, garden)");
    await untilLine(output, `at port 443: redirect it to ${port}`);
    await untilLine(output, '--behave: there is no channel "cellar" so far');
    await untilLine(output, '"ConectAsViewer" of AKIDREADER matches no action');
    await untilLine(output, "Ctrl-C stops it");
    child.kill("SIGINT");
    expect((await end).err).toContain("Stopping…");
    await rm(data, { recursive: true });
  });

  it("ends quietly when its output is closed, as by head", async () => {
    const child = start(["signaling", "--json"]);
    const ended = once(child, "exit");
    const told = text(child.stderr);
    const { controlPlaneUrl } = JSON.parse((await lines(child).next()).value);
    child.stdout.destroy();
    await fetch(`${controlPlaneUrl}/nowhere`);
    expect([(await ended)[0], await told]).toEqual([0, ""]);
    await expect(fetch(controlPlaneUrl)).rejects.toThrow();
  });

  it("stops all the same by Ctrl-C when whoever reads its errors has gone first, as tee", async () => {
    const child = start(["signaling", "--json"]);
    const ended = once(child, "exit");
    await lines(child).next();
    child.stderr.destroy();
    child.kill("SIGINT");
    expect(await ended).toEqual([0, null]);
  });

  it("refuses a region that is none", async () => {
    const { code, err } = await run("signaling", "--region", "Mars");
    expect([code, err]).toEqual([2, expect.stringContaining("eu-west-1")]);
  });

  it("says so when its port is taken", async () => {
    const child = start(["signaling", "--json"]);
    const end = finished(child);
    const { controlPlaneUrl } = JSON.parse((await lines(child).next()).value);
    const second = await run("signaling", "--port", new URL(controlPlaneUrl).port);
    expect([second.code, second.err]).toEqual([1, expect.stringContaining("port")]);
    child.kill("SIGINT");
    await end;
  });
});
