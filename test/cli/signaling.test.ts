import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateSignalingChannelCommand, KinesisVideoClient } from "@aws-sdk/client-kinesis-video";
import { afterEach, describe, expect, it } from "@jest/globals";
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

afterEach(endAll);

describe("camera-skill signaling", () => {
  it("prints one line of JSON when ready, and serves any AWS SDK pointed at it", async () => {
    const child = start(["signaling", "--json", "--region", "eu-west-1"]);
    const end = finished(child);
    const output = lines(child);
    const ready = JSON.parse((await output.next()).value);
    expect(ready).toEqual({
      controlPlaneUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      region: "eu-west-1",
      credentials: { accessKeyId: expect.any(String), secretAccessKey: expect.any(String) },
      adminToken: expect.any(String),
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

  it("refuses a region that is none", async () => {
    const { code, err } = await run("signaling", "--region", "Mars");
    expect([code, err]).toEqual([1, expect.stringContaining("eu-west-1")]);
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
