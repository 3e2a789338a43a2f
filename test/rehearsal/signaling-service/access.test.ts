import {
  CreateSignalingChannelCommand,
  DescribeSignalingChannelCommand,
  KinesisVideoClient,
  ListSignalingChannelsCommand,
  ListTagsForResourceCommand,
} from "@aws-sdk/client-kinesis-video";
import { GetIceServerConfigCommand, KinesisVideoSignalingClient } from "@aws-sdk/client-kinesis-video-signaling";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { AccessKey } from "../../../rehearsal/signaling-service/index.ts";
import { presignSignalingUrl } from "../../../signaling-client/presign.ts";
import { manualClock } from "./support/manual-clock.ts";
import { postSigned } from "./support/raw-http.ts";
import { closeWorlds, openWorld, type World } from "./support/world.ts";

const secretAccessKey = "the-secret-of-a-limited-key";
const limited = (accessKeyId: string, limits: Partial<AccessKey>): AccessKey => ({
  accessKeyId,
  secretAccessKey,
  ...limits,
});

const keys = {
  reader: limited("AKIAREADER", { name: "reader", actions: ["kinesisvideo:Describe*", "kinesisvideo:List*"] }),
  viewer: limited("AKIAVIEWER", {
    actions: ["connectasviewer", "GetSignalingChannelEndpoint"],
    channels: ["front-*"],
  }),
  gardener: limited("AKIAGARDENER", { name: "gardener", channels: ["garden"] }),
  judged: limited("AKIAJUDGED", {
    actions: [],
    permits: (operation, channelName) => operation === "DescribeSignalingChannel" && channelName === "garden",
  }),
  everyChannel: limited("AKIAEVERY", { channels: ["*"] }),
};

let world: World;
let frontDoor: string;
let garden: string;
const clients: (KinesisVideoClient | KinesisVideoSignalingClient)[] = [];
beforeEach(async () => {
  world = await openWorld({ accessKeys: Object.values(keys), quotas: "off" });
  frontDoor = await world.createChannel("front-door");
  garden = await world.createChannel("garden");
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await closeWorlds();
});

const controlAs = (credentials: AccessKey) => {
  const { controlPlaneUrl: endpoint, region } = world.service;
  const client = new KinesisVideoClient({ endpoint, region, credentials, maxAttempts: 1 });
  clients.push(client);
  return client;
};
const connectAs = async (credentials: AccessKey, channelArn: string, role: "MASTER" | "VIEWER") =>
  world.open(
    await presignSignalingUrl({
      endpoint: await world.endpoint(channelArn, "WSS", role),
      channelArn,
      credentials,
      now: new Date(),
      clientId: "viewer-1",
    }),
  );
const denied = (name: string, httpStatusCode: number) => ({ name, $metadata: { httpStatusCode } });

describe("an access key that is limited to actions", () => {
  it("is refused another action of the control plane, in IAM's words", async () => {
    await expect(
      controlAs(keys.reader).send(new CreateSignalingChannelCommand({ ChannelName: "new" })),
    ).rejects.toMatchObject({
      ...denied("AccessDeniedException", 401),
      message:
        "User: arn:aws:iam::123456789012:user/reader is not authorized to perform: " +
        "kinesisvideo:CreateSignalingChannel on resource: arn:aws:kinesisvideo:us-east-1:123456789012:channel/*/* " +
        "because no identity-based policy allows the kinesisvideo:CreateSignalingChannel action",
    });
    await expect(controlAs(keys.reader).send(new ListSignalingChannelsCommand({}))).resolves.toBeDefined();
    await expect(
      controlAs(keys.reader).send(new DescribeSignalingChannelCommand({ ChannelName: "garden" })),
    ).resolves.toBeDefined();
  });

  it("is refused another action of the data plane as NotAuthorized", async () => {
    const client = new KinesisVideoSignalingClient({
      endpoint: await world.endpoint(garden, "HTTPS", "VIEWER"),
      region: world.service.region,
      credentials: keys.reader,
      maxAttempts: 1,
    });
    clients.push(client);
    await expect(client.send(new GetIceServerConfigCommand({ ChannelARN: garden }))).rejects.toMatchObject({
      ...denied("NotAuthorizedException", 401),
      message: expect.stringContaining(`kinesisvideo:GetIceServerConfig on resource: ${garden} because`),
    });
  });

  it("is refused another action's WebSocket with 403, and named the user 'rehearsal' when it has no name", async () => {
    await expect(connectAs(keys.viewer, frontDoor, "MASTER")).rejects.toMatchObject({
      status: 403,
      errorType: "AccessDeniedException",
      body: expect.stringContaining(
        "user/rehearsal is not authorized to perform: kinesisvideo:ConnectAsMaster on resource: arn:",
      ),
    });
    await expect(connectAs(keys.viewer, frontDoor, "VIEWER")).resolves.toBeDefined();
  });

  it("tells the owner who may not do what, and by which key, but not its secret", async () => {
    await controlAs(keys.reader)
      .send(new CreateSignalingChannelCommand({ ChannelName: "new" }))
      .catch(() => {});
    const event = await world.event("refused");
    expect(event).toMatchObject({ operation: "CreateSignalingChannel", channelName: "new", status: 401 });
    expect(event.message).toContain("user/reader");
    expect(event.hint).toBe("access key AKIAREADER is limited to other actions");
    expect(JSON.stringify(event)).not.toContain("the-secret");
  });
});

describe("an access key that is limited to channels", () => {
  it("is refused other channels by name and by ARN, and does as it likes with its own", async () => {
    const control = controlAs(keys.gardener);
    for (const other of [{ ChannelName: "front-door" }, { ChannelARN: frontDoor }]) {
      await expect(control.send(new DescribeSignalingChannelCommand(other))).rejects.toMatchObject({
        ...denied("AccessDeniedException", 401),
        message: expect.stringContaining(`on resource: ${frontDoor} `),
      });
    }
    for (const own of [{ ChannelName: "garden" }, { ChannelARN: garden }]) {
      await expect(control.send(new DescribeSignalingChannelCommand(own))).resolves.toBeDefined();
    }
    await expect(connectAs(keys.gardener, frontDoor, "VIEWER")).rejects.toMatchObject({ status: 403 });
    await expect(connectAs(keys.gardener, garden, "MASTER")).resolves.toBeDefined();
  });

  it("is refused another channel's tags, which go by ResourceARN", async () => {
    const tagsOf = (ResourceARN: string) =>
      controlAs(keys.gardener).send(new ListTagsForResourceCommand({ ResourceARN }));
    await expect(tagsOf(frontDoor)).rejects.toMatchObject(denied("AccessDeniedException", 401));
    await expect(tagsOf(garden)).resolves.toBeDefined();
  });

  it("gets nowhere by naming its own channel beside another one", async () => {
    const post = (path: string, body: object) =>
      postSigned(world.service, path, JSON.stringify(body), { credentials: keys.gardener });
    const both = { ChannelName: "garden", ChannelARN: frontDoor };
    expect(await post("/describeSignalingChannel", both)).toMatchObject({ status: 401 });
    expect(await post("/deleteSignalingChannel", both)).toMatchObject({ status: 401 });
    expect(await post("/ListTagsForResource", { ChannelARN: garden, ResourceARN: frontDoor })).toMatchObject({
      status: 401,
    });
    expect(await post("/createSignalingChannel", { ChannelName: "new", ChannelARN: garden })).toMatchObject({
      status: 401,
    });
  });

  it("is refused what names no channel, unless all channels are allowed", async () => {
    await expect(controlAs(keys.gardener).send(new ListSignalingChannelsCommand({}))).rejects.toMatchObject(
      denied("AccessDeniedException", 401),
    );
    await expect(controlAs(keys.everyChannel).send(new ListSignalingChannelsCommand({}))).resolves.toBeDefined();
  });

  it("learns nothing of whether another channel exists", async () => {
    await expect(
      controlAs(keys.gardener).send(new DescribeSignalingChannelCommand({ ChannelName: "no-such" })),
    ).rejects.toMatchObject({
      ...denied("AccessDeniedException", 401),
      message: expect.not.stringContaining("no-such"),
    });
  });
});

describe("an access key that judges by itself", () => {
  it("may do what it permits, whatever it is limited to, and the owner is told why not", async () => {
    const client = controlAs(keys.judged);
    await client.send(new DescribeSignalingChannelCommand({ ChannelARN: garden }));
    await expect(client.send(new DescribeSignalingChannelCommand({ ChannelARN: frontDoor }))).rejects.toMatchObject({
      name: "AccessDeniedException",
    });
    await expect(client.send(new ListSignalingChannelsCommand({}))).rejects.toMatchObject({
      name: "AccessDeniedException",
    });
  });
});

describe("an access key and its session token", () => {
  const clock = manualClock(Date.parse("2023-11-07T04:58:05Z"));
  const temporary = { ...limited("ASIATEMPORARY", { expiresAt: clock.now() + 60_000 }), sessionToken: "to+ken/==" };
  let there: World;
  beforeEach(async () => {
    there = await openWorld({ accessKeys: [temporary, keys.reader], clock });
  });

  const list = (credentials: AccessKey, unsigned = false) =>
    postSigned(there.service, "/listSignalingChannels", "{}", {
      credentials,
      signingDate: new Date(clock.now()),
      ...(unsigned ? { unsignableHeaders: new Set(["x-amz-security-token"]) } : {}),
    });

  it("are taken together, the token signed or not", async () => {
    expect(await list(temporary)).toMatchObject({ status: 200 });
    expect(await list(temporary, true)).toMatchObject({ status: 200 });
  });

  it.each([
    ["without its token", limited("ASIATEMPORARY", {})],
    ["with another token", limited("ASIATEMPORARY", { sessionToken: "to+ken" })],
    ["with a token where it has none", limited("AKIAREADER", { sessionToken: "to+ken" })],
  ])("are refused %s as UnrecognizedClient", async (_, credentials) => {
    const reply = await list(credentials);
    expect(reply).toMatchObject({
      status: 403,
      text: '{"message":"The security token included in the request is invalid."}',
    });
    expect(reply.headers["x-amzn-errortype"]).toMatch(/^UnrecognizedClientException:/);
  });

  it("are refused once the credentials have expired", async () => {
    clock.advance(60_000);
    const reply = await list(temporary);
    expect(reply).toMatchObject({
      status: 403,
      text: '{"message":"The security token included in the request is expired"}',
    });
    expect(reply.headers["x-amzn-errortype"]).toMatch(/^ExpiredTokenException:/);
  });

  it("are taken in a presigned URL too", async () => {
    const fresh = { ...temporary, accessKeyId: "ASIAFRESH", expiresAt: Date.now() + 600_000 };
    const now = await openWorld({ accessKeys: [fresh] });
    const channelArn = await now.createChannel();
    const presign = async (credentials: AccessKey) =>
      presignSignalingUrl({
        endpoint: await now.endpoint(channelArn, "WSS", "MASTER"),
        channelArn,
        credentials,
        now: new Date(),
      });
    const url = await presign(fresh);
    await now.open(url);
    const { sessionToken: _, ...without } = fresh;
    for (const wrong of [url.replace("to%2Bken", "to%2Bkem"), await presign(without)]) {
      await expect(now.open(wrong)).rejects.toMatchObject({ status: 403, errorType: "AccessDeniedException" });
    }
  });
});
