import { afterEach, describe, expect, it } from "@jest/globals";
import { type FunctionUrl, startFunctionUrl } from "../../../rehearsal/lambda-runtime/function-url.ts";

let functionUrl: FunctionUrl;
let events: unknown[];

afterEach(() => functionUrl.stop());

async function start(result: unknown): Promise<string> {
  events = [];
  functionUrl = await startFunctionUrl({
    async invoke(event) {
      events.push(event);
      if (result instanceof Error) throw result;
      return result;
    },
  });
  return functionUrl.url;
}

describe("a function's URL", () => {
  it("turns a request into an event of payload format 2.0", async () => {
    const url = await start({ statusCode: 200 });
    await fetch(`${url}a/b?x=1&x=2&y=%20`, { headers: { Authorization: "Bearer abc", Cookie: "a=1; b=2" } });
    expect(events).toMatchObject([
      {
        version: "2.0",
        rawPath: "/a/b",
        rawQueryString: "x=1&x=2&y=%20",
        queryStringParameters: { x: "1,2", y: " " },
        headers: { authorization: "Bearer abc" },
        cookies: ["a=1", "b=2"],
        requestContext: { http: { method: "GET", path: "/a/b" } },
        isBase64Encoded: false,
      },
    ]);
    expect(events[0]).not.toHaveProperty("headers.cookie");
  });

  it("hands a body on in base64", async () => {
    const url = await start({ statusCode: 204 });
    await fetch(url, { method: "POST", body: "hello" });
    expect(events).toMatchObject([{ body: Buffer.from("hello").toString("base64"), isBase64Encoded: true }]);
  });

  it("turns a result into the response, bytes and cookies included", async () => {
    const body = Buffer.from([0xff, 0xd8, 0xff]).toString("base64");
    const url = await start({
      statusCode: 200,
      headers: { "content-type": "image/jpeg" },
      cookies: ["a=1"],
      body,
      isBase64Encoded: true,
    });
    const response = await fetch(url);
    expect(response.headers.get("content-type")).toBe("image/jpeg");
    expect(response.headers.getSetCookie()).toEqual(["a=1"]);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
  });

  it("follows no redirect of the function's: it hands it on", async () => {
    const url = await start({ statusCode: 302, headers: { location: "https://example.com/" } });
    expect((await fetch(url, { redirect: "manual" })).status).toBe(302);
  });

  it("makes JSON of a result without a status", async () => {
    const response = await fetch(await start({ hello: "there" }));
    expect(await response.json()).toEqual({ hello: "there" });
  });

  it.each([
    ["throws", new Error("no such luck")],
    ["returns more than 6 MB", { statusCode: 200, body: "x".repeat(6 * 1024 * 1024) }],
  ])("is HTTP 502 when the function %s", async (_what, result) => {
    const response = await fetch(await start(result));
    expect(response.status).toBe(502);
    expect(await response.text()).toBe("Internal Server Error");
  });

  it("refuses a page of some web site, and the function hears nothing of it", async () => {
    const url = await start({ statusCode: 200 });
    expect((await fetch(url, { headers: { origin: "https://example.com" } })).status).toBe(403);
    expect(events).toEqual([]);
  });
});
