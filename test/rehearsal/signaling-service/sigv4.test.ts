import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { presignSignalingUrl } from "../../../signaling-client/presign.ts";
import { manualClock } from "./support/manual-clock.ts";
import { postSigned, sendRaw, signRaw } from "./support/raw-http.ts";
import { closeWorlds, openWorld, type Refused, type World } from "./support/world.ts";

const NOW = Date.parse("2023-11-07T04:58:05Z");
const clock = manualClock(NOW);
const at = (milliseconds: number) => new Date(NOW + milliseconds);
const MINUTE = 60_000;

describe("signatures in the header form", () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ clock });
  });
  afterEach(closeWorlds);

  const list = (options: Parameters<typeof postSigned>[3]) =>
    postSigned(world.service, "/listSignalingChannels", "{}", { signingDate: at(0), ...options });

  it("takes one that is right", async () => {
    expect(await list({})).toMatchObject({ status: 200, text: '{"ChannelInfoList":[]}' });
  });

  it.each([
    ["no signature at all", "MissingAuthenticationTokenException", { authorization: undefined }],
    ["another scheme", "IncompleteSignatureException", { authorization: "Basic dXNlcjpwYXNz" }],
    ["half a header", "IncompleteSignatureException", { authorization: "AWS4-HMAC-SHA256 Credential=a/b" }],
    ["an empty header", "IncompleteSignatureException", { authorization: "" }],
  ])("refuses %s with 403 and the name of the fault", async (_, errorType, { authorization }) => {
    const { authorization: _signed, ...request } = (
      await signRaw(world.service, `${world.service.controlPlaneUrl}/listSignalingChannels`, "{}")
    ).headers;
    const headers = authorization === undefined ? request : { ...request, authorization };
    const reply = await sendRaw({ url: `${world.service.controlPlaneUrl}/listSignalingChannels`, headers, body: "{}" });
    expect(reply.status).toBe(403);
    expect(String(reply.headers["x-amzn-errortype"])).toMatch(new RegExp(`^${errorType}:`));
    expect(Object.keys(JSON.parse(reply.text))).toEqual(["message"]);
  });

  it("refuses a wrong secret", async () => {
    const { accessKeyId } = world.service.credentials;
    const reply = await list({ credentials: { accessKeyId, secretAccessKey: "wrong" } });
    expect(reply.status).toBe(403);
    expect(reply.headers["x-amzn-errortype"]).toMatch(/^InvalidSignatureException:/);
    expect(JSON.parse(reply.text).message).toMatch(/^The request signature we calculated does not match/);
  });

  it("refuses an unknown access key", async () => {
    const reply = await list({ credentials: { accessKeyId: "AKIAUNKNOWN", secretAccessKey: "wrong" } });
    expect(reply.headers["x-amzn-errortype"]).toMatch(/^UnrecognizedClientException:/);
    expect(JSON.parse(reply.text).message).toBe("The security token included in the request is invalid.");
  });

  it("refuses another region and another service", async () => {
    expect(JSON.parse((await list({ region: "eu-west-1" })).text).message).toBe(
      "Credential should be scoped to a valid region: 'us-east-1'.",
    );
    expect(JSON.parse((await list({ signingService: "kinesis" })).text).message).toBe(
      "Credential should be scoped to correct service: 'kinesisvideo'.",
    );
  });

  it("refuses a body that was changed on the way, whatever its x-amz-content-sha256 says", async () => {
    const signed = await signRaw(world.service, `${world.service.controlPlaneUrl}/listSignalingChannels`, "{}", {
      signingDate: at(0),
    });
    expect(signed.headers["x-amz-content-sha256"]).toBeDefined();
    const reply = await sendRaw({ ...signed, body: '{"MaxResults":1}' });
    expect(reply.headers["x-amzn-errortype"]).toMatch(/^InvalidSignatureException:/);
  });

  it("refuses a signed header that was changed or has gone", async () => {
    const url = `${world.service.controlPlaneUrl}/listSignalingChannels`;
    const { headers } = await signRaw(world.service, url, "{}", {
      signingDate: at(0),
      headers: { "x-amz-meta": "one" },
    });
    const { "x-amz-meta": _, ...without } = headers;
    for (const changed of [{ ...headers, "x-amz-meta": "two" }, without]) {
      const reply = await sendRaw({ url, headers: changed, body: "{}" });
      expect(reply.headers["x-amzn-errortype"]).toMatch(/^InvalidSignatureException:/);
    }
  });

  it("goes by the list of signed headers: few need be signed, spaces in values are collapsed", async () => {
    const reply = await list({
      unsignableHeaders: new Set(["content-type", "x-amz-content-sha256"]),
      headers: { "x-amz-meta": "  two   spaces " },
    });
    expect(reply.status).toBe(200);
  });

  it("takes a host that was signed without its port", async () => {
    expect((await list({ host: "127.0.0.1" })).status).toBe(200);
    expect((await list({ host: "127.0.0.2" })).status).toBe(403);
  });

  it("wants the host among the signed headers", async () => {
    const reply = await list({ unsignableHeaders: new Set(["host"]) });
    expect(reply.headers["x-amzn-errortype"]).toMatch(/^InvalidSignatureException:/);
  });

  it("takes five minutes either way and not a second more, in AWS's own words", async () => {
    expect((await list({ signingDate: at(-5 * MINUTE) })).status).toBe(200);
    expect((await list({ signingDate: at(5 * MINUTE) })).status).toBe(200);
    const late = await list({ signingDate: at(-5 * MINUTE - 1000) });
    expect(late.status).toBe(403);
    expect(late.text).toBe(
      '{"message":"Signature expired: 20231107T045304Z is now earlier than 20231107T045305Z (20231107T045805Z - 5 min.)"}',
    );
    const early = await list({ signingDate: at(5 * MINUTE + 1000) });
    expect(early.text).toBe(
      '{"message":"Signature not yet current: 20231107T050306Z is still later than 20231107T050305Z (20231107T045805Z + 5 min.)"}',
    );
  });

  it("covers the query as well, in any order", async () => {
    const url = `${world.service.controlPlaneUrl}/listSignalingChannels?b=2&a-b=1&a=%2F`;
    const signed = await signRaw(world.service, url, "{}", { signingDate: at(0) });
    expect((await sendRaw(signed)).status).toBe(200);
    expect((await sendRaw({ ...signed, url: url.replace("b=2&a-b=1", "a-b=1&b=2") })).status).toBe(200);
    expect((await sendRaw({ ...signed, url: url.replace("b=2", "b=3") })).status).toBe(403);
    expect((await sendRaw({ ...signed, url: url.replace("%2F", "%zz") })).status).toBe(403);
  });

  it("tells the owner why it refused, and nothing of the signature", async () => {
    await list({ region: "eu-west-1" });
    const refused = await world.event("refused");
    expect(refused).toMatchObject({
      operation: "ListSignalingChannels",
      status: 403,
      errorType: "InvalidSignatureException",
    });
    expect(JSON.stringify(refused)).not.toContain(world.service.credentials.accessKeyId);
  });
});

describe("signatures in the query form", () => {
  let world: World;
  let channelArn: string;
  let endpoint: string;
  const clock = manualClock();
  beforeEach(async () => {
    world = await openWorld({ clock });
    world.control.config.systemClockOffset = clock.now() - Date.now();
    channelArn = await world.createChannel();
    endpoint = await world.endpoint(channelArn, "WSS", "MASTER");
  });
  afterEach(closeWorlds);

  const presign = (options: Partial<Parameters<typeof presignSignalingUrl>[0]> = {}) =>
    presignSignalingUrl({
      endpoint,
      channelArn,
      credentials: world.service.credentials,
      now: new Date(clock.now()),
      ...options,
    });
  const refusal = async (url: string, headers?: Record<string, string>) => {
    const refused: Refused = await world.open(url, headers).then(
      () => Promise.reject(new Error("the connection was taken")),
      (error) => error,
    );
    return { status: refused.status, errorType: refused.errorType, message: JSON.parse(refused.body).message };
  };

  it("opens a WebSocket", async () => {
    const peer = await world.open(await presign());
    expect(peer.socket.protocol).toBe("");
    expect(peer.socket.extensions).toBe("");
  });

  it("takes a life of up to a week, as the C SDK asks for", async () => {
    await expect(world.open(await presign({ expiresIn: 604_800 }))).resolves.toBeDefined();
  });

  it("takes a query in another order and a host without its port", async () => {
    const url = new URL(await presign());
    const reversed = url.search.slice(1).split("&").reverse().join("&");
    await world.open(`${url.origin}${url.pathname}?${reversed}`);
    const bare = await presign({ endpoint: endpoint.replace(/:\d+/, "") });
    await world.open(bare.replace("127.0.0.1", url.host));
  });

  it.each(["604801", "0", "-1", "299.5", "", "week"])("refuses a life of '%s' seconds", async (expires) => {
    const url = (await presign()).replace("X-Amz-Expires=299", `X-Amz-Expires=${expires}`);
    expect(await refusal(url)).toMatchObject({
      status: 403,
      errorType: "AccessDeniedException",
      message: expect.stringContaining("X-Amz-Expires"),
    });
  });

  it("refuses a wrong secret, a missing signature and a parameter given twice with 403 AccessDenied", async () => {
    const { accessKeyId } = world.service.credentials;
    const wrong = await presign({ credentials: { accessKeyId, secretAccessKey: "wrong" } });
    const good = await presign();
    for (const url of [wrong, endpoint, good.replace(/&X-Amz-Signature=\w+/, ""), `${good}&X-Amz-ChannelARN=x`]) {
      expect(await refusal(url)).toMatchObject({ status: 403, errorType: "AccessDeniedException" });
    }
  });

  it("refuses a URL once its life is over, and five minutes after it was signed at the latest", async () => {
    const short = await presign({ expiresIn: 10 });
    const long = await presign({ expiresIn: 604_800 });
    clock.advance(11_000);
    expect((await refusal(short)).message).toMatch(
      /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 10 sec\.\)$/,
    );
    await world.open(long);
    clock.advance(5 * MINUTE);
    expect((await refusal(long)).message).toMatch(/^Signature expired: .* - 5 min\.\)$/);
  });

  it("refuses one from the future", async () => {
    const url = await presign({ now: new Date(clock.now() + 6 * MINUTE) });
    expect((await refusal(url)).message).toMatch(/^Signature not yet current: /);
  });

  it("refuses the origin of a web site, though the signature is right", async () => {
    expect(await refusal(await presign(), { origin: "https://example.com" })).toMatchObject({ status: 403 });
    await world.open(await presign(), { origin: "http://localhost:3000" });
  });
});
