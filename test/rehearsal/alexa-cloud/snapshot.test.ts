import { createServer, type Server, type ServerResponse } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import {
  checkPrivacy,
  RefusedByAlexa,
  type SnapshotAddress,
  showSnapshot,
} from "../../../rehearsal/alexa-cloud/index.ts";
import { closeServer, listenOnLoopback } from "../../../rehearsal/listen.ts";
import { jpeg, png } from "../../lambda/support/pictures.ts";

let server: Server;
let uri: string;
let answer: (response: ServerResponse, authorization: string | undefined) => void;
let requests: { accept: string | undefined; authorization: string | undefined }[];

beforeAll(async () => {
  server = createServer(({ headers: { accept, authorization } }, response) => {
    requests.push({ accept, authorization });
    answer(response, authorization);
  });
  uri = `http://127.0.0.1:${await listenOnLoopback(server)}/picture`;
});
beforeEach(() => {
  requests = [];
});
afterAll(() => closeServer(server));

const address = (): SnapshotAddress => ({
  value: { uri, uriExpirationTime: "2026-01-01T00:10:00Z", authenticationType: "ACCESS_TOKEN" },
  timeOfSample: "2026-01-01T00:00:00Z",
  uncertaintyInMilliseconds: 0,
});
const show = () => showSnapshot({ getSnapshot: async () => ({ value: address() }), accessToken: () => "token" });
const picture = (bytes: Buffer, type?: string) => (response: ServerResponse) => {
  if (type !== undefined) response.setHeader("content-type", type);
  response.end(bytes);
};

describe("Alexa, when it shows a snapshot", () => {
  it("says what it accepts and brings the user's token", async () => {
    answer = picture(jpeg(640, 360), "image/jpeg");
    expect(await show()).toMatchObject({ value: { type: "image/jpeg", takenAt: Date.parse("2026-01-01T00:00:00Z") } });
    expect(requests).toEqual([{ accept: "image/jpeg, image/png", authorization: "Bearer token" }]);
  });

  it("takes a picture without a type for a PNG", async () => {
    answer = picture(png(360, 360));
    expect(await show()).toMatchObject({ value: { type: "image/png" } });
    answer = picture(jpeg(640, 360));
    await expect(show()).rejects.toThrow(/not what its type says/);
  });

  it("tells the skill's own error, and fetches nothing", async () => {
    const error = { type: "DISABLED_BY_USER", message: "" } as const;
    expect(await showSnapshot({ getSnapshot: async () => ({ error }), accessToken: () => "token" })).toEqual({ error });
    expect(requests).toEqual([]);
  });

  it("asks again once where the address is gone, and not for ever", async () => {
    answer = (response) => response.writeHead(410).end();
    await expect(show()).rejects.toThrow(/HTTP 410/);
    expect(requests).toHaveLength(2);
  });

  it.each<[string, RegExp, (response: ServerResponse) => void]>([
    ["a redirect", /HTTP 302/, (response) => response.writeHead(302, { location: "/elsewhere" }).end()],
    ["a picture that is too small", /640x359/, picture(jpeg(640, 359), "image/jpeg")],
    ["another type", /not what its type says/, picture(jpeg(640, 360), "image/png")],
    ["no picture", /not what its type says/, picture(Buffer.from("<html>"), "image/jpeg")],
    ["a picture that breaks off", /cannot be decoded/, picture(jpeg(640, 360).subarray(0, 400), "image/jpeg")],
    [
      "a picture that is cut on its way",
      /broke off/,
      (response) => {
        response.writeHead(200, { "content-length": 1_000 });
        response.write("a", () => response.destroy());
      },
    ],
    ["a cut connection", /could not be reached/, (response) => response.destroy()],
  ])("refuses %s", async (_what, message, how) => {
    answer = how;
    const refusal = show();
    await expect(refusal).rejects.toBeInstanceOf(RefusedByAlexa);
    await expect(refusal).rejects.toThrow(message);
    await expect(refusal).rejects.not.toThrow(uri);
    expect(requests).toHaveLength(1);
  });
});

describe("whoever has no right to a snapshot", () => {
  const strict = (response: ServerResponse, authorization?: string) =>
    response.writeHead(authorization === undefined || /nobody/.test(authorization) ? 401 : 404).end();

  it("is refused by a private address", async () => {
    answer = strict;
    await checkPrivacy(uri, "strangers-token");
    expect(requests.map(({ authorization }) => authorization)).toEqual([
      undefined,
      "Bearer Atza|nobody-issued-this",
      "Bearer strangers-token",
    ]);
  });

  it.each([
    ["without a token", (authorization?: string) => authorization === undefined],
    ["with a token that nobody issued", (authorization?: string) => /nobody/.test(authorization ?? "")],
    ["with a stranger's token", (authorization?: string) => /stranger/.test(authorization ?? "")],
  ])("is let in %s by an address that is not private, which Alexa does not take", async (how, letIn) => {
    answer = (response, authorization) =>
      letIn(authorization) ? void response.end(jpeg(640, 360)) : void strict(response, authorization);
    await expect(checkPrivacy(uri, "strangers-token")).rejects.toThrow(`${how}, and the answer was HTTP 200`);
  });
});
