import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { AwsServer } from "../../rehearsal/aws/aws-server.ts";
import { startLambdaService } from "../../rehearsal/aws/lambda.ts";
import { certificationItems } from "../../rehearsal/certification/list.ts";
import type { CertificationReport } from "../../rehearsal/certification/report.ts";
import { endAll, finished, run, start } from "./run.ts";

/** A whole rehearsal, and two views of a camera without power. */
const RUN = 120_000;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "certify-"));
});
afterAll(async () => {
  endAll();
  await rm(folder, { recursive: true });
});

describe("camera-skill certify", () => {
  it(
    "holds the rehearsal against the whole list: every automatic item passes, people have theirs left to do",
    async () => {
      const page = join(folder, "report.html");
      const { code, out, err } = await run("certify", "--json", "--html", page);
      const report: CertificationReport = JSON.parse(out);
      expect(report.results.map(({ id }) => id)).toEqual(certificationItems.map(({ id }) => id));
      const automatic = certificationItems.filter(({ kind }) => kind === "automatic").map(({ id }) => id);
      const otherwise = report.results.filter(({ id, outcome }) => automatic.includes(id) && outcome !== "pass");
      expect(otherwise.map(({ id, outcome, message }) => `${id}: ${outcome}: ${message}`)).toEqual([]);
      expect(report.counts["a person must look"]).toBe(certificationItems.length - automatic.length);
      expect({ code, ok: report.ok }).toEqual({ code: 0, ok: true });
      expect(err).toContain(`1 of ${certificationItems.length}: discovery`);
      expect(out).not.toMatch(/Atza\||v=0|a=candidate/);

      const html = await readFile(page, "utf8");
      for (const { id } of certificationItems) expect(html).toContain(`id="${id}"`);
    },
    RUN,
  );

  it("knows its items, and says which one was meant", async () => {
    const { code, err } = await run("certify", "--item", "two-echo");
    expect(code).toBe(2);
    expect(err).toContain("the certification list has no item two-echo. Did you mean two-echos?");
  });

  it.each([
    [["--token-file", "token"], "--token-file is for a deployed function: add --function-name."],
    [["--destructive", "x"], "--destructive is for a deployed function"],
    [["--function-name", "skill"], "a deployed function needs --token-file"],
    [["--function-name", "skill", "--token-file", "nowhere"], "nowhere cannot be read"],
    [["--function-name", "skill", "--data", "."], "--data is for a rehearsal"],
    [["--html", "/nowhere/report.html"], "/nowhere/report.html cannot be written: there is no folder /nowhere."],
  ])("refuses %j, and says what is missing", async (args, message) => {
    const { code, out, err } = await run("certify", ...args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(message);
  });
});

describe("camera-skill certify --function-name", () => {
  const key = { accessKeyId: "AKIAIOSFODNN7CERTIFY", secretAccessKey: "the-tester's-own-secret-key" };
  const skillId = "amzn1.ask.skill.01234567-89ab-cdef-0123-456789abcdef";
  const received: unknown[] = [];
  /** Done with each event before it is answered. */
  let onEvent = async () => {};
  let lambda: AwsServer;
  let tokenFile: string;

  beforeAll(async () => {
    lambda = await startLambdaService({
      region: "eu-west-1",
      accessKeys: [{ ...key, actions: ["lambda:InvokeFunction"] }],
      functions: {
        // A function that does as it should with a token that nobody issued, and not with anything else.
        "camera-skill": async (event) => {
          received.push(event);
          await onEvent();
          const payload = { type: "INVALID_AUTHORIZATION_CREDENTIAL", message: "no" };
          const header = { namespace: "Alexa", name: "ErrorResponse", payloadVersion: "3", messageId: "1" };
          return { event: { header, payload } };
        },
      },
    });
    tokenFile = join(folder, "token");
    await writeFile(tokenFile, "Atza|the-linked-account's\n");
  });
  afterAll(() => lambda.stop());

  const certify = (...args: readonly string[]) =>
    finished(
      start(
        ["certify", "--function-name", "camera-skill", "--region", "eu-west-1", "--token-file", tokenFile, ...args],
        {
          AWS_ENDPOINT_URL_LAMBDA: lambda.url,
          AWS_ACCESS_KEY_ID: key.accessKeyId,
          AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
        },
      ),
    );

  it("prints item by item what passes, what fails and why, what is not run, and what a person must look at", async () => {
    const items = ["discovery", "token-invalid", "grant-refused", "echo-show"].flatMap((id) => ["--item", id]);
    const { code, out } = await certify(...items);
    expect(out).toMatch(/^ {2}✘ discovery +Discover brings/m);
    expect(out).toContain("the answer to Discover is an ErrorResponse INVALID_AUTHORIZATION_CREDENTIAL");
    expect(out).toMatch(/^ {2}✔ token-invalid +A token that nobody issued/m);
    expect(out).toMatch(/^ {2}– grant-refused /m);
    expect(out).toContain("not run here, because it sends AcceptGrant, which takes --destructive");
    expect(out).toMatch(/^ {2}◇ echo-show /m);
    expect(out).toContain("1 passed, 1 failed, 1 for a person to look at, 1 not run here");
    expect(code).toBe(1);
    expect(received.length).toBeGreaterThan(0);
  });

  it("does not begin when its page cannot be written", async () => {
    received.length = 0;
    const { code, out, err } = await certify("--item", "discovery", "--html", folder);
    expect({ code, out, received }).toEqual({ code: 2, out: "", received: [] });
    expect(err).toContain(`${folder} cannot be written: it is a folder.`);
  });

  it("prints its report also when its page cannot be written any more", async () => {
    const gone = join(folder, "gone");
    await mkdir(gone);
    onEvent = () => rm(gone, { recursive: true, force: true });
    const { code, out, err } = await certify("--json", "--item", "token-invalid", "--html", join(gone, "report.html"));
    onEvent = async () => {};
    expect(JSON.parse(out)).toMatchObject({ ok: true, results: [{ id: "token-invalid", outcome: "pass" }] });
    expect(err).toContain("cannot be written any more: the report was printed");
    expect(code).toBe(1);
  });

  it("sends nothing when --destructive is not meant", async () => {
    received.length = 0;
    const { code, err } = await certify("--destructive", skillId);
    expect({ code, received }).toEqual({ code: 1, received: [] });
    expect(err).toContain("there is no terminal to ask on");
  });

  it("sends the others when the skill's id is typed out twice", async () => {
    received.length = 0;
    const { out } = await certify("--destructive", skillId, "--skill-id", skillId, "--item", "grant-refused");
    expect(out).toMatch(/^ {2}✘ grant-refused /m);
    expect(received).toMatchObject([{ directive: { header: { name: "AcceptGrant" } } }]);
  });
});
