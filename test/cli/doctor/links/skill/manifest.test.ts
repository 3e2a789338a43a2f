import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { manifest } from "../../../../../cli/doctor/links/skill/manifest.ts";
import { ENVIRONMENT_PROFILE } from "../../../../../rehearsal/deploy-targets/ask-cli/ask-resources.ts";
import { patientFor } from "../../support/patient.ts";
import { breakageOf, seenOf } from "../support/examined.ts";
import { SKILL_ID } from "../support/project-folder.ts";
import { type Clinic, manifestFor, openClinic } from "./support/clinic.ts";

let clinic: Clinic;
let endpoint = "";

beforeAll(async () => {
  clinic = await openClinic();
  endpoint = clinic.stack.outputs.SkillEndpoint ?? "";
});
beforeEach(() => clinic.reset());
afterAll(() => clinic.stop());

/** What is broken where Amazon has another manifest than after the deploy. */
async function brokenBy(change: object) {
  await clinic.amazonHas({ "get-skill-manifest": { manifest: { ...manifestFor(endpoint), ...change } } });
  return breakageOf(manifest, clinic.patient());
}

const other = "arn:aws:lambda:eu-west-1:123456789012:function:other";
const { apis, events } = manifestFor(other);

describe("the manifest at Amazon", () => {
  it("calls the stack's function", async () => {
    expect(await seenOf(manifest, clinic.patient())).toEqual({
      seen: "calls the stack's function; en-US, de-DE",
      notes: [],
    });
  });

  it("calls another function: ask-cli has to be told to send it again", async () => {
    const { breakage, sentence, remedy } = await brokenBy({ apis });
    expect(breakage).toBe("endpoint-stale");
    expect(sentence).toContain(`directives sent to ${other}`);
    expect(remedy.type).toEqual(["npm run deploy -- --ignore-hash"]);
  });

  it("calls another function with events alone", async () => {
    expect((await brokenBy({ events })).sentence).toContain("skill events sent to");
  });

  it("calls another function as the one in the folder does, which SMAPI would not take once more", async () => {
    await clinic.project.write("skill-package/skill.json", { manifest: manifestFor(other) });
    const { remedy } = await brokenBy({ apis });
    expect(remedy.type).toEqual([
      `npm run deploy:state -- --skill-id ${SKILL_ID} --stack-id ${clinic.stack.stackId} --bucket artifacts`,
      "npm run deploy",
    ]);
  });

  it.each([[{ smartHome: {} }], [{}]])("names no function: %j", async (apis) => {
    expect((await brokenBy({ apis })).breakage).toBe("manifest-without-endpoint");
  });

  describe("of a skill in two of Alexa's regions", () => {
    beforeEach(async () => {
      await clinic.project.deployed({ default: clinic.stack.stackId, EU: clinic.stack.stackId });
      const resources = JSON.parse(await readFile(join(clinic.project.folder, "ask-resources.json"), "utf8"));
      resources.profiles.default.code.EU = { src: "./lambda" };
      await clinic.project.write("ask-resources.json", resources);
    });

    it("names no function for the other region, for which the default one holds", async () => {
      expect(await seenOf(manifest, clinic.patient())).toHaveProperty("seen");
    });

    it("calls another function in the other region", async () => {
      const inEu = { regions: { EU: apis.smartHome } };
      const { apis: here } = manifestFor(endpoint);
      const { breakage, sentence } = await brokenBy({ apis: { smartHome: { ...here.smartHome, ...inEu } } });
      expect([breakage, sentence]).toEqual(["endpoint-stale", expect.stringContaining("region EU")]);
    });
  });

  it("may send no events", async () => {
    const { breakage, code, remedy } = await brokenBy({ permissions: [] });
    expect([breakage, code]).toEqual(["events-permission-missing", "grant-not-exchanged"]);
    expect(remedy.type).toEqual(["npm run deploy -- --ignore-hash"]);
  });

  it("is not told who leaves", async () => {
    const { breakage, sentence } = await brokenBy({ events: { ...manifestFor(endpoint).events, subscriptions: [] } });
    expect([breakage, sentence]).toEqual(["events-not-subscribed", expect.stringContaining("SKILL_DISABLED")]);
  });

  it("lacks a language of the folder's", async () => {
    const { breakage, sentence } = await brokenBy({ publishingInformation: { locales: { "en-US": {} } } });
    expect([breakage, sentence]).toEqual(["manifest-outdated", expect.stringContaining("not in de-DE")]);
  });

  it("has a language more, which is no breakage", async () => {
    const locales = { "en-US": {}, "de-DE": {}, "fr-FR": {} };
    await clinic.amazonHas({
      "get-skill-manifest": { manifest: { ...manifestFor(endpoint), publishingInformation: { locales } } },
    });
    const { notes } = await seenOf(manifest, clinic.patient());
    expect(notes).toEqual([expect.stringContaining("fr-FR")]);
  });
});

describe("a skill that Amazon does not tell of", () => {
  it("was deleted: another is made on the same stack", async () => {
    await clinic.amazonHas({ "get-skill-manifest": 404 });
    const { breakage, remedy } = await breakageOf(manifest, clinic.patient());
    expect(breakage).toBe("skill-missing");
    expect(remedy.type?.map((line) => line.split(" ").slice(0, 3).join(" "))).toEqual([
      "npm run deploy:state",
      "node -e 'const",
      "npm run deploy",
    ]);
  });

  it.each([
    [401, "ask-sign-in-refused"],
    [403, "smapi-denied"],
    [503, "smapi-unreachable"],
  ])("is refused with HTTP %d", async (status, breakage) => {
    await clinic.amazonHas({ "get-skill-manifest": status });
    expect((await breakageOf(manifest, clinic.patient())).breakage).toBe(breakage);
  });

  it.each([
    ["getaddrinfo ENOTFOUND api.amazonalexa.com", "ENOTFOUND", "network"],
    ["connect ECONNREFUSED 10.0.0.1:3128", "ECONNREFUSED", "network"],
    ["self-signed certificate in certificate chain", "self-signed certificate", "NODE_EXTRA_CA_CERTS"],
    ["unable to get local issuer certificate", "unable to get local issuer certificate", "NODE_EXTRA_CA_CERTS"],
    ["Unexpected token < in JSON", undefined, "network"],
  ])("is not told of where ask-cli says %s", async (said, named, advice) => {
    const message = `Call to service failed: The request to https://api.amazonalexa.com/v1/x failed. Client Error: Error: ${said}`;
    await clinic.amazonHas({ "get-skill-manifest": `[Error]: ${JSON.stringify({ message, detail: {} }, null, 2)}` });
    const { breakage, sentence, remedy } = await breakageOf(manifest, clinic.patient());
    expect(breakage).toBe("smapi-unreachable");
    expect(sentence).toBe(`ask smapi get-skill-manifest failed${named === undefined ? "" : ` (${named})`}.`);
    expect(remedy.say).toContain(advice);
  });

  it.each([
    ["Error: connect ECONNREFUSED 10.0.0.1:3128", {}, "smapi-unreachable", "failed (ECONNREFUSED)"],
    ["Error: self-signed certificate", {}, "smapi-unreachable", "failed (self-signed certificate)"],
    ["AxiosError: Request failed with status code 503", { statusCode: 503 }, "smapi-unreachable", "HTTP 503"],
    ["AxiosError: Request failed with status code 400", { statusCode: 400 }, "ask-sign-in-refused", "the sign-in"],
  ])("is not told of where ask-cli cannot renew its token: %s", async (said, more, breakage, told) => {
    const errorMessage = `The request to https://api.amazon.com/auth/o2/token failed. Client Error: ${said}`;
    const printed = JSON.stringify({ errorMessage, ...more }, null, 2);
    await clinic.amazonHas({ "get-skill-manifest": `[Error]: ${printed}` });
    const found = await breakageOf(manifest, clinic.patient());
    expect(found).toMatchObject({ breakage, sentence: expect.stringContaining(told) });
  });

  it("is refused to the keys in the environment, of which ask configure knows nothing", async () => {
    await clinic.amazonHas({ "get-skill-manifest": 401 });
    const { project } = clinic;
    const states = JSON.parse(await readFile(join(project.folder, ".ask/ask-states.json"), "utf8"));
    states.profiles[ENVIRONMENT_PROFILE] = states.profiles.default;
    await project.write(".ask/ask-states.json", states);
    const patient = { folder: project.folder, environment: project.environment, profile: ENVIRONMENT_PROFILE };
    const { breakage, remedy } = await breakageOf(manifest, patientFor(patient));
    expect([breakage, remedy.type]).toEqual(["ask-sign-in-refused", undefined]);
    expect(remedy.say).toContain("ASK_REFRESH_TOKEN");
  });

  it("is told of in a way that is not known, and nothing of it is quoted", async () => {
    await clinic.amazonHas({ "get-skill-credentials": { skillMessagingCredentials: { clientId: "only-this" } } });
    const { breakage, sentence } = await breakageOf(manifest, clinic.patient());
    expect(breakage).toBe("smapi-unreadable");
    expect(sentence).not.toContain("only-this");
  });
});
