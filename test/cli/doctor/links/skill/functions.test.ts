import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { functions, memory, timeouts } from "../../../../../cli/doctor/links/skill/functions.ts";
import { entryPoints, partsOf } from "../../../../../cli/doctor/reads/functions.ts";
import { breakageOf, seenOf } from "../support/examined.ts";
import { type Clinic, openClinic, parameters } from "./support/clinic.ts";

let clinic: Clinic;
let name = "";

beforeAll(async () => {
  clinic = await openClinic();
  name = clinic.stack.resources.SkillFunction?.physicalId ?? "";
});
beforeEach(() => clinic.reset());
afterAll(() => clinic.stop());

/** What is broken where a function was changed by hand. */
async function brokenBy(change: object, logicalId = "SkillFunction") {
  await clinic.change(logicalId, change);
  return breakageOf(functions, clinic.patient());
}

const configure = (flags: string) => [
  `aws lambda update-function-configuration --region eu-west-1 --function-name ${name} ${flags}`,
  `aws lambda wait function-updated --region eu-west-1 --function-name ${name}`,
];

describe("the functions", () => {
  it("are as the stack has made them", async () => {
    expect(await seenOf(functions, clinic.patient())).toEqual({
      seen: "3 on nodejs24.x; Alexa's has 8 s and 512 MB",
      notes: [],
    });
  });

  it("are held to what the template gives them", () => {
    for (const entryPoint of entryPoints) {
      const { properties } = clinic.stack.resources[partsOf[entryPoint].function] ?? {};
      const given = { Timeout: timeouts[entryPoint].seconds, MemorySize: memory.template };
      expect({ entryPoint, ...properties }).toMatchObject({ entryPoint, ...given });
    }
  });

  it("are ended before they could say what failed", async () => {
    const { breakage, sentence, remedy } = await brokenBy({ Timeout: 6 });
    expect([breakage, sentence]).toEqual(["timeout-too-short", expect.stringContaining("after 6 s")]);
    expect(remedy.type).toEqual(configure("--timeout 8"));
  });

  it("have too little time for a gateway that is busy", async () => {
    const { breakage, remedy } = await brokenBy({ Timeout: 10 }, "CameraEventsFunction");
    expect([breakage, remedy.type?.[0]]).toEqual(["timeout-too-short", expect.stringContaining("--timeout 30")]);
  });

  it("have too little memory", async () => {
    const { breakage, remedy } = await brokenBy({ MemorySize: 128 });
    expect([breakage, remedy.type]).toEqual(["memory-too-small", configure("--memory-size 512")]);
  });

  it("have less than the template gives them, which is worth knowing", async () => {
    await clinic.change("SkillFunction", { MemorySize: 256, Timeout: 7 });
    const { notes } = await seenOf(functions, clinic.patient());
    expect(notes).toEqual([expect.stringContaining("7 s"), expect.stringContaining("256 MB")]);
  });

  it("are stopped", async () => {
    const { breakage, remedy } = await brokenBy({ ReservedConcurrentExecutions: 0 });
    expect([breakage, remedy.type]).toEqual([
      "function-stopped",
      [`aws lambda delete-function-concurrency --region eu-west-1 --function-name ${name}`],
    ]);
  });

  it("are stopped, and had some reserved", async () => {
    const { remedy } = await brokenBy({ ReservedConcurrentExecutions: 0 }, "SnapshotFunction");
    expect(remedy.type).toEqual([
      expect.stringMatching(/put-function-concurrency .* --reserved-concurrent-executions 5$/),
    ]);
  });

  it("run on what AWS has ended, by hand", async () => {
    const { breakage, remedy } = await brokenBy({ Runtime: "nodejs18.x" });
    expect([breakage, remedy.type]).toEqual(["runtime-wrong", configure("--runtime nodejs24.x")]);
  });

  it("run on what AWS has ended, as they were deployed", async () => {
    clinic.tells({ parameters: { ...parameters, LambdaRuntime: "nodejs20.x" } });
    const { remedy } = await brokenBy({ Runtime: "nodejs20.x" });
    expect(remedy.type).toEqual(["npm run deploy"]);
  });

  it("begin elsewhere than in the code that the stack gives them", async () => {
    const { breakage, remedy } = await brokenBy({ Handler: "lambda_function.lambda_handler" });
    expect([breakage, remedy.type]).toEqual(["handler-wrong", configure("--handler index.handler")]);
  });

  it("have the handlers that the template gives them", () => {
    for (const entryPoint of entryPoints) {
      const { properties } = clinic.stack.resources[partsOf[entryPoint].function] ?? {};
      expect({ entryPoint, ...properties }).toMatchObject({ entryPoint, Handler: `${entryPoint}.handler` });
    }
  });

  it("have another role than the stack's, which is not to be given more for it", async () => {
    const { SkillRole, SnapshotRole } = clinic.stack.resources;
    const arnOf = (role = "") => `arn:aws:iam::${clinic.stack.accountId}:role/${role}`;
    const { breakage, sentence, remedy } = await brokenBy({ Role: arnOf(SnapshotRole?.physicalId) });
    expect([breakage, sentence]).toEqual([
      "function-role-wrong",
      expect.stringContaining(`${SnapshotRole?.physicalId}`),
    ]);
    expect(remedy.type).toEqual(configure(`--role ${arnOf(SkillRole?.physicalId)}`));
  });

  it("have the handler and the role of another template, which its deploy has given them", async () => {
    clinic.tells({ template: "Resources: {}" });
    await clinic.change("SkillFunction", { Handler: "other.handler" });
    expect((await seenOf(functions, clinic.patient())).seen).toContain("3 on nodejs24.x");
  });

  it.each([
    [{ State: "Pending" }, "function-not-ready", "aws lambda wait function-active --region eu-west-1 --function-name "],
    [{ LastUpdateStatus: "InProgress" }, "function-not-ready", "aws lambda wait function-updated --region eu-west-1 "],
    [{ State: "Failed", StateReasonCode: "InternalError" }, "function-failed", "npm run deploy"],
    [{ LastUpdateStatus: "Failed" }, "function-failed", "npm run deploy"],
  ])("cannot be invoked: %j", async (configuration, breakage, line) => {
    const patient = clinic.patient();
    patient.client("lambda eu-west-1", () => ({ send: async () => configuration, destroy() {} }));
    const found = await breakageOf(functions, patient);
    expect([found.breakage, found.remedy.type]).toEqual([breakage, [expect.stringContaining(line)]]);
  });

  it("were never made, by another template", async () => {
    clinic.tells({ resources: {}, template: "Resources: {}" });
    const { breakage, remedy } = await breakageOf(functions, clinic.patient());
    expect([breakage, remedy.type]).toEqual(["function-missing", ["npm run deploy"]]);
  });
});
