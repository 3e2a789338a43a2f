import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from "@jest/globals";
import type { Handler } from "../../../lambda/index.ts";
import { checkPrivacy, createAlexaCloud, showSnapshot } from "../../../rehearsal/alexa-cloud/index.ts";
import { type CapturedOutput, captureOutput } from "../support/captured-output.ts";
import { fakeDate } from "../support/fake-deadline.ts";
import { type PicturedSkill, signingKey, startPicturedSkill } from "../support/pictured-skill.ts";
import { jpeg, png } from "../support/pictures.ts";
import { owner, unhurried } from "../support/rehearsed-skill.ts";

let skill: PicturedSkill;
let handler: Handler;
let output: CapturedOutput;
const picture = jpeg(640, 360);

beforeAll(async () => {
  skill = await startPicturedSkill();
  await skill.writeCameras({ id: "front-door" }, { id: "garden", owners: ["amzn1.account.NEIGHBOUR"] });
});
beforeEach(async () => {
  output = captureOutput();
  handler = skill.coldHandler();
  skill.restartPictures();
  await skill.putPicture("front-door", picture);
  await skill.putPicture("garden", picture);
});
afterEach(() => {
  output.restore();
  jest.useRealTimers();
  skill.bucket.behave("ok");
});
afterAll(() => skill.stop());

const alexaOf = (accessToken = skill.token) =>
  createAlexaCloud({ invoke: (event) => handler(event, unhurried), accessToken: () => accessToken });

/** The address of the front door's picture. */
async function address(): Promise<string> {
  const reply = await alexaOf().getSnapshot("front-door");
  if ("error" in reply) throw new Error(reply.error.message);
  return reply.value.value.uri;
}

const show = (alexa = alexaOf(), token = skill.token) =>
  showSnapshot({ getSnapshot: () => alexa.getSnapshot("front-door"), accessToken: () => token });

const fetchWith = (uri: string, token: string | undefined = skill.token, method = "GET") =>
  fetch(uri, { method, redirect: "manual", headers: token === undefined ? {} : { authorization: `Bearer ${token}` } });

describe("a snapshot", () => {
  it("comes from the bucket to Alexa, which asks where it is and fetches it with the user's token", async () => {
    const reply = await show();
    expect(reply).toMatchObject({ value: { type: "image/jpeg", width: 640, height: 360 } });
    if (!("value" in reply)) throw new Error("no picture");
    expect(reply.value.bytes).toEqual(picture);
    expect(Math.abs(Date.now() - reply.value.takenAt)).toBeLessThan(60_000);
    expect(output.logged("snapshot served")).toMatchObject([{ endpointId: "front-door", width: 640 }]);
  });

  it("is a PNG where a PNG is in the bucket, whatever the object is named", async () => {
    await skill.putPicture("front-door", png(400, 400));
    expect(await show()).toMatchObject({ value: { type: "image/png", width: 400 } });
  });

  it("is nobody's but its camera's users': no token, a made-up one and a stranger's are refused", async () => {
    const stranger = skill.login.issueToken({ userId: "amzn1.account.NEIGHBOUR" });
    await checkPrivacy(await address(), stranger);
    // How a developer learns the id of the user who was refused.
    expect(output.logged("snapshot refused").at(-1)).toMatchObject({ status: 404, userId: "amzn1.account.NEIGHBOUR" });
    expect(output.text()).not.toContain(stranger);
  });

  it("is kept by no cache, and no other type is guessed", async () => {
    const response = await fetchWith(await address());
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
      "content-type": "image/jpeg",
    });
    await response.arrayBuffer();
  });

  it("can be asked for its head alone", async () => {
    const response = await fetchWith(await address(), skill.token, "HEAD");
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("image/jpeg");
    expect((await response.arrayBuffer()).byteLength).toBe(0);
  });

  it("has an address that is good for ten minutes; then it is gone, and Alexa asks for another one", async () => {
    const now = Date.now();
    const first = await alexaOf().getSnapshot("front-door");
    if ("error" in first) throw new Error(first.error.message);
    const expiresAt = Date.parse(first.value.value.uriExpirationTime);
    expect(Math.abs(expiresAt - now - 10 * 60_000)).toBeLessThan(2_000);
    fakeDate(expiresAt - 1);
    expect((await fetchWith(first.value.value.uri, undefined)).status).not.toBe(410);

    const asked = jest.fn(async () => {
      if (asked.mock.calls.length === 1) {
        fakeDate(expiresAt);
        return first;
      }
      jest.useRealTimers();
      return alexaOf().getSnapshot("front-door");
    });
    const reply = await showSnapshot({ getSnapshot: asked, accessToken: () => skill.token });
    expect(reply).toMatchObject({ value: { width: 640 } });
    expect(asked).toHaveBeenCalledTimes(2);
    expect(output.logged("snapshot refused").at(-1)).toMatchObject({ status: 410, reason: "expired" });
  });

  it("that was taken away since is gone, so that Alexa asks again and hears why", async () => {
    const uri = await address();
    await skill.removePicture("front-door");
    expect((await fetchWith(uri)).status).toBe(410);
    const reply = await show();
    expect(reply).toMatchObject({ error: { type: "DISABLED_BY_USER" } });
  });

  it("shows neither key nor address nor token in any log", async () => {
    const uri = await address();
    await fetchWith(uri, "Atza|nobody-issued-this");
    await fetchWith(uri.replace("front-door", "garden"));
    await show();
    const signature = uri.split("/").at(-1) ?? "";
    for (const secret of [signature, signingKey, skill.token, "nobody-issued-this"]) {
      expect(output.text()).not.toContain(secret);
    }
  });
});

describe("an address", () => {
  const withTime = (path: string, time: string) => path.replace(/\/\d+\//, `/${time}/`);
  const changed: [string, number, (path: string) => string, string][] = [
    ["of another camera", 403, (path) => path.replace("front-door", "garden"), "GET"],
    ["with another time", 403, (path) => withTime(path, "9999999999"), "GET"],
    ["with another signature", 403, (path) => path.replace(/.$/, (last) => (last === "A" ? "B" : "A")), "GET"],
    ["of the past", 410, (path) => withTime(path, "1000000000"), "GET"],
    ["with something behind it", 404, (path) => `${path}/more`, "GET"],
    ["that is none", 404, () => "/", "GET"],
    ["that climbs", 404, () => "/..%2fsecret/1/2", "GET"],
    ["for writing", 405, (path) => path, "PUT"],
  ];

  it.each(changed)(
    "%s is refused with %i before anyone is asked about the token",
    async (_name, status, change, method) => {
      const uri = new URL(await address());
      uri.pathname = change(uri.pathname);
      skill.restartPictures();
      skill.login.behave("error");
      const response = await fetchWith(uri.href, skill.token, method);
      skill.login.behave("ok");
      expect(response.status).toBe(status);
      expect((await response.arrayBuffer()).byteLength).toBe(0);
    },
  );

  it("of an unknown camera is refused as that of a camera of others, with the same bytes", async () => {
    const uri = await address();
    await skill.writeCameras({ id: "garden" });
    skill.restartPictures();
    const unknown = await fetchWith(uri);
    await skill.writeCameras({ id: "front-door", owners: ["amzn1.account.NEIGHBOUR"] });
    skill.restartPictures();
    const foreign = await fetchWith(uri);
    await skill.writeCameras({ id: "front-door" }, { id: "garden", owners: ["amzn1.account.NEIGHBOUR"] });
    expect([unknown.status, foreign.status]).toEqual([404, 404]);
    const plain = ({ headers }: Response) => [...headers].filter(([name]) => name !== "date");
    expect(plain(unknown)).toEqual(plain(foreign));
  });
});

describe("the right to a snapshot", () => {
  it("has whoever the camera is shared with, and loses whoever it is taken from, at once for a good address", async () => {
    const guest = skill.login.issueToken({ userId: "amzn1.account.GUEST" });
    const uri = await address();
    await skill.writeCameras({ id: "front-door", owners: [owner, "amzn1.account.GUEST"] });
    skill.restartPictures();
    const shared = await fetchWith(uri, guest);
    expect(shared.status).toBe(200);
    await shared.arrayBuffer();
    await skill.writeCameras({ id: "front-door" }, { id: "garden", owners: ["amzn1.account.NEIGHBOUR"] });
    skill.restartPictures();
    expect((await fetchWith(uri, guest)).status).toBe(404);
  });

  it("needs a token that is valid now", async () => {
    const expiring = skill.login.issueToken({ userId: owner, expiresInSeconds: 0 });
    const response = await fetchWith(await address(), expiring);
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toBe("Bearer");
  });
});
