import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { type Connections, createConnections } from "../../../lambda/connections.ts";
import { createS3Call } from "../../../lambda/snapshots/s3-call.ts";
import { closeServer, listenOnLoopback } from "../../../rehearsal/listen.ts";

let server: Server;
let endpoint: string;
let connections: Connections;
let requests: IncomingMessage[];
/** What each request is answered with, in turn. */
let answers: ((response: ServerResponse) => void)[];

beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push(request);
    answers.shift()?.(response);
  });
  endpoint = `http://127.0.0.1:${await listenOnLoopback(server)}`;
  connections = createConnections(Date.now);
});
beforeEach(() => {
  requests = [];
});
afterAll(async () => {
  connections.close();
  await closeServer(server);
});

const limits = { signal: new AbortController().signal, maxBytes: 10 };
const ok = (response: ServerResponse) => void response.end("a picture");
const cut = (response: ServerResponse) => void response.destroy();
const status = (code: number) => (response: ServerResponse) => void response.writeHead(code).end();

function calling(change: { region?: string; endpoint?: string | undefined; sessionToken?: string } = {}) {
  const { sessionToken, ...others } = change;
  return createS3Call({
    credentials: { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "secret", ...(sessionToken && { sessionToken }) },
    connections,
    region: "eu-west-1",
    bucket: "pictures",
    endpoint,
    now: () => Date.UTC(2026, 0, 2, 3, 4, 5),
    ...others,
  });
}

describe("a call to S3", () => {
  it("is signed for the object, with the role's session token", async () => {
    answers = [ok];
    await calling({ sessionToken: "session" })("GET", "front-door.jpg", limits);
    expect(requests[0]).toMatchObject({
      url: "/pictures/front-door.jpg",
      headers: {
        "x-amz-security-token": "session",
        "x-amz-date": "20260102T030405Z",
        authorization: expect.stringContaining("AKIAEXAMPLE/20260102/eu-west-1/s3/aws4_request"),
      },
    });
  });

  it.each([
    ["whose connection was cut", cut],
    ["that failed at the far end", status(500)],
  ])("%s is made once more", async (_name, first) => {
    answers = [first, ok];
    expect((await calling()("GET", "front-door.jpg", limits)).body.toString()).toBe("a picture");
  });

  it("that fails twice is a failure, and is not made a third time", async () => {
    answers = [cut, cut, ok];
    await expect(calling()("GET", "front-door.jpg", limits)).rejects.toMatchObject({ fault: "failed" });
    expect(requests).toHaveLength(2);
  });

  it.each([403, 404, 503])("that is answered with %i is not made again", async (code) => {
    answers = [status(code), ok];
    expect((await calling()("GET", "front-door.jpg", limits)).status).toBe(code);
    expect(requests).toHaveLength(1);
  });

  it("ends with its signal, whether it waits for the reply or for the rest of it", async () => {
    for (const hang of [() => {}, (response: ServerResponse) => void response.write("a")]) {
      const ending = new AbortController();
      answers = [
        (response) => {
          hang(response);
          setImmediate(() => ending.abort());
        },
      ];
      const call = calling()("GET", "front-door.jpg", { ...limits, signal: ending.signal });
      await expect(call).rejects.toMatchObject({ code: "snapshots-unreachable", fault: "late" });
    }
  });

  it("takes no more than it asked for", async () => {
    answers = [(response) => void response.end("x".repeat(11)), ok];
    await expect(calling()("GET", "front-door.jpg", limits)).rejects.toMatchObject({ code: "snapshot-unusable" });
    expect(requests).toHaveLength(1);
  });

  it.each([
    ["us-east-1", "pictures.s3.us-east-1.amazonaws.com"],
    ["cn-north-1", "pictures.s3.cn-north-1.amazonaws.com.cn"],
  ])("goes to the bucket's own host in %s", async (region, host) => {
    const hosts: unknown[] = [];
    const own = createConnections(Date.now);
    own.httpsAgent.createConnection = (options) => {
      hosts.push((options as { host?: string }).host);
      throw new Error("no network in a test");
    };
    const call = createS3Call({
      credentials: { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "secret" },
      connections: own,
      region,
      bucket: "pictures",
      now: Date.now,
    });
    await expect(call("GET", "front-door.jpg", limits)).rejects.toMatchObject({ fault: "failed" });
    expect(hosts[0]).toBe(host);
    own.close();
  });
});
