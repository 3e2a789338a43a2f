import { Sha256 } from "@aws-crypto/sha256-js";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { SignatureV4 } from "@smithy/signature-v4";
import { manualClock } from "./support/manual-clock.ts";
import { authorization, plainSigner } from "./support/plain-signer.ts";
import { sendRaw } from "./support/raw-http.ts";
import { closeWorlds, openWorld, type World } from "./support/world.ts";

const clock = manualClock(Date.parse("2023-11-07T04:58:05Z"));
const amzDate = "20231107T045805Z";
const path = "/listSignalingChannels";

let world: World;
let host: string;
let sign: ReturnType<typeof plainSigner>;
beforeEach(async () => {
  const temporary = { accessKeyId: "ASIACAMERA", secretAccessKey: "secret", sessionToken: "token" };
  world = await openWorld({ clock, accessKeys: [temporary] });
  host = new URL(world.service.controlPlaneUrl).host;
  sign = plainSigner({ credentials: world.service.credentials, region: world.service.region, amzDate });
});
afterEach(closeWorlds);

type Headers = Record<string, string>;
const send = (headers: Headers, body = "{}", target = path) =>
  sendRaw({ url: `${world.service.controlPlaneUrl}${target}`, headers: { host, ...headers }, body });
const refusal = async (headers: Headers, target?: string) => {
  const reply = await send(headers, "{}", target);
  const errorType = String(reply.headers["x-amzn-errortype"]).split(":")[0];
  return { status: reply.status, errorType, message: JSON.parse(reply.text).message };
};
const usual = () =>
  sign({
    path,
    headers: [
      ["host", host],
      ["x-amz-date", amzDate],
    ],
    body: "{}",
  });
const dated = { "x-amz-date": amzDate };

describe("signers that do it in their own way are taken", () => {
  it.each([
    ["a comma and a space", ", "],
    ["a comma alone", ","],
    ["a comma and many spaces", " ,   "],
  ])("with %s in the Authorization header", async (_, comma) => {
    const header = `${authorization(usual()).replaceAll(", ", comma)} `;
    expect(await send({ ...dated, authorization: header })).toMatchObject({ status: 200 });
  });

  it("with the parameters in another order", async () => {
    const { credential, signedHeaders, signature } = usual();
    const header = `AWS4-HMAC-SHA256 Signature=${signature},SignedHeaders=${signedHeaders},Credential=${credential}`;
    expect(await send({ ...dated, authorization: header })).toMatchObject({ status: 200 });
  });

  it.each([
    ["in HTTP's form", "Tue, 07 Nov 2023 04:58:05 GMT"],
    ["in the short form", amzDate],
  ])("with a Date header %s and no x-amz-date", async (_, date) => {
    const headers = [
      ["date", date],
      ["host", host],
    ] as const;
    const signed = sign({ path, headers, body: "{}" });
    expect(await send({ date, authorization: authorization(signed) })).toMatchObject({ status: 200 });
    const later = { date: "Tue, 07 Nov 2023 04:58:06 GMT", authorization: authorization(signed) };
    expect(await refusal(later)).toMatchObject({ errorType: "InvalidSignatureException" });
  });

  it("like the C SDK: host, user agent and date signed, the session token not", async () => {
    const credentials = { accessKeyId: "ASIACAMERA", secretAccessKey: "secret" };
    const agent = "AWS-SDK-KVS/1.10.2";
    const signed = plainSigner({ credentials, region: world.service.region, amzDate })({
      path,
      headers: [
        ["host", "127.0.0.1"],
        ["user-agent", agent],
        ["x-amz-date", amzDate],
      ],
      body: '{\n\t"MaxResults": 1\n}',
    });
    const headers = { ...dated, "user-agent": agent, "x-amz-security-token": "token" };
    const reply = await send({ ...headers, authorization: authorization(signed) }, '{\n\t"MaxResults": 1\n}');
    expect(reply).toMatchObject({ status: 200 });
  });

  it("with a header that is there twice, and one with blanks around and within", async () => {
    const signed = sign({
      path,
      headers: [
        ["host", host],
        ["x-amz-date", amzDate],
        ["x-one", "a b"],
        ["x-two", "first,second"],
      ],
      body: "{}",
    });
    const twice = { "x-one": "  a \t b  ", "x-two": ["first", " second "] as unknown as string };
    expect(await send({ ...dated, ...twice, authorization: authorization(signed) })).toMatchObject({ status: 200 });
  });

  it("with the query in another order than the canonical one", async () => {
    const signed = sign({ path, query: "a=1&b=%2F&c=", headers: [["host", host]], body: "{}" });
    const headers = { ...dated, authorization: authorization(signed) };
    expect(await send(headers, "{}", `${path}?c&b=%2f&a=1`)).toMatchObject({ status: 200 });
  });

  it("with a path that is canonical only for them", async () => {
    const signed = sign({ path, headers: [["host", host]], body: "{}" });
    // Signed alike; but an operation has one path only.
    const reply = await refusal({ ...dated, authorization: authorization(signed) }, `/.//${path.slice(1)}`);
    expect(reply).toMatchObject({ status: 404, errorType: "UnknownOperationException" });
  });
});

describe("a WebSocket's URL that was signed in its own way is taken", () => {
  it("like the iOS SDK's: the colons of the ARN neither sent nor signed as %3A", async () => {
    world.control.config.systemClockOffset = clock.now() - Date.now();
    const channelArn = await world.createChannel();
    const endpoint = new URL(await world.endpoint(channelArn, "WSS", "MASTER"));
    const scope = `${amzDate.slice(0, 8)}/${world.service.region}/kinesisvideo/aws4_request`;
    const query = [
      "X-Amz-Algorithm=AWS4-HMAC-SHA256",
      `X-Amz-ChannelARN=${channelArn.replaceAll("/", "%2F")}`,
      `X-Amz-Credential=${`${world.service.credentials.accessKeyId}/${scope}`.replaceAll("/", "%2F")}`,
      `X-Amz-Date=${amzDate}`,
      "X-Amz-Expires=299",
      "X-Amz-SignedHeaders=host",
    ].join("&");
    const url = (text: string) => {
      const { signature } = sign({ method: "GET", path: endpoint.pathname, query: text, headers: [["host", host]] });
      return `${endpoint.href}?${text}&X-Amz-Signature=${signature}`;
    };
    await world.open(url(query));
    // Nothing else may be left unencoded, or encoded in small letters.
    for (const wrong of [query.replaceAll("%2F", "/"), query.replaceAll("%2F", "%2f"), query.replace(/:/g, "%3a")]) {
      await expect(world.open(url(wrong))).rejects.toMatchObject({ status: 403 });
    }
  });
});

describe("a call that is presigned, as aws-cli and the SDKs can do it", () => {
  const presign = async (body: string, expiresIn = 60) => {
    const { hostname, port } = new URL(world.service.controlPlaneUrl);
    const { region, credentials } = world.service;
    const signer = new SignatureV4({ service: "kinesisvideo", region, credentials, sha256: Sha256 });
    const signed = await signer.presign(
      { method: "POST", protocol: "http:", hostname, port: Number(port), path, headers: { host }, query: {}, body },
      { expiresIn, signingDate: new Date(clock.now()) },
    );
    return `${path}?${new URLSearchParams(signed.query as Headers)}`;
  };

  it("is taken with its own body, and refused with another", async () => {
    const target = await presign('{"MaxResults":1}');
    expect(await send({}, '{"MaxResults":1}', target)).toMatchObject({ status: 200 });
    expect(await refusal({}, target)).toMatchObject({ status: 403, errorType: "InvalidSignatureException" });
  });

  it("is refused once its life is over", async () => {
    const target = await presign("{}", 10);
    clock.advance(11_000);
    expect(await refusal({}, target)).toMatchObject({
      status: 403,
      errorType: "InvalidSignatureException",
      message: "Signature expired: 20231107T045805Z is now earlier than 20231107T045806Z (20231107T045816Z - 10 sec.)",
    });
    clock.advance(-11_000);
  });
});

describe("a signature that is not whole is refused in AWS's words", () => {
  const incomplete = { status: 403, errorType: "IncompleteSignatureException" };

  it("with all that is missing", async () => {
    expect(await refusal({ authorization: "Bearer abc" })).toEqual({
      ...incomplete,
      message:
        "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. " +
        "Authorization header requires 'SignedHeaders' parameter. " +
        "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
    });
    expect(await refusal({ authorization: authorization(usual()) })).toEqual({
      ...incomplete,
      message: "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
    });
  });

  it.each([
    ["another algorithm", /SHA256/, "SHA512", "Unsupported AWS 'algorithm'."],
    ["a space behind an equals sign", /Credential=/, "Credential= ", /as key=value pairs, each once\.$/],
    ["a parameter that nobody knows", /$/, ", Other=1", /as key=value pairs, each once\.$/],
    ["a parameter given twice", /$/, ", Signature=1", /as key=value pairs, each once\.$/],
    ["a credential without a region", /\/us-east-1/, "", /^Credential must have exactly 5 slash-delimited elements/],
    ["another terminator", /aws4_request/, "aws5_request", /^Credential should be scoped with a valid terminator/],
  ])("with %s", async (_, part, instead, message) => {
    const header = authorization(usual()).replace(part, instead);
    expect(await refusal({ ...dated, authorization: header })).toEqual({
      ...incomplete,
      message: typeof message === "string" ? message : expect.stringMatching(message),
    });
  });

  it.each(["20231107", "2023-11-07T04:58:05Z", "20231307T045805Z", "20230230T045805Z", "now"])(
    "with the date %s",
    async (date) => {
      expect(await refusal({ "x-amz-date": date, authorization: authorization(usual()) })).toEqual({
        ...incomplete,
        message: "Date must be in ISO-8601 'basic format'.",
      });
    },
  );

  it("with two Authorization headers", async () => {
    const twice = [authorization(usual()), authorization(usual())] as unknown as string;
    expect(await refusal({ ...dated, authorization: twice })).toMatchObject(incomplete);
  });

  it("with a signed header that never came, though it was signed as empty", async () => {
    const headers = [
      ["host", host],
      ["x-amz-date", amzDate],
      ["x-empty", ""],
    ] as const;
    const header = authorization(sign({ path, headers, body: "{}" }));
    expect(await refusal({ ...dated, authorization: header })).toMatchObject({
      status: 403,
      errorType: "InvalidSignatureException",
    });
    expect(await send({ ...dated, "x-empty": "", authorization: header })).toMatchObject({ status: 200 });
  });

  it("with the scope of another day", async () => {
    const header = authorization(usual()).replace("/20231107/", "/20231106/");
    expect(await refusal({ ...dated, authorization: header })).toMatchObject({
      status: 403,
      errorType: "InvalidSignatureException",
      message: "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.",
    });
  });
});
