import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { NotExamined } from "../../../../../cli/doctor/link.ts";
import { roles } from "../../../../../cli/doctor/links/skill/roles.ts";
import { breakageOf, seenOf } from "../support/examined.ts";
import { type Clinic, openClinic } from "./support/clinic.ts";

interface Statement {
  readonly Action: readonly string[];
  readonly Condition?: object;
}
interface Policy {
  readonly PolicyName: string;
  readonly PolicyDocument: { readonly Statement: readonly Statement[] };
}

let clinic: Clinic;

beforeAll(async () => {
  clinic = await openClinic();
});
beforeEach(() => clinic.reset());
afterAll(() => clinic.stop());

/** Has a role's statements be others by hand. */
async function change(
  logicalId: string,
  become: (statements: readonly Statement[]) => readonly object[],
): Promise<void> {
  const policies = clinic.stack.resources[logicalId]?.properties.Policies as readonly Policy[];
  const [{ PolicyName, PolicyDocument } = { PolicyName: "", PolicyDocument: { Statement: [] } }] = policies;
  const Statement = become(PolicyDocument.Statement);
  await clinic.change(logicalId, { Policies: [{ PolicyName, PolicyDocument: { ...PolicyDocument, Statement } }] });
}

const without = (word: string) => (statements: readonly Statement[]) =>
  statements.filter((statement) => !JSON.stringify(statement).includes(word));

/** The role and the statements that a line gives it. */
function given(line = "") {
  const [, role, document = ""] =
    /^aws iam put-role-policy --region eu-west-1 --role-name (\S+) --policy-name doctor-[0-9a-f]{12} --policy-document '(.*)'$/.exec(
      line,
    ) ?? [];
  return { role, statements: JSON.parse(document).Statement };
}

const roleOf = (logicalId: string) => clinic.stack.resources[logicalId]?.physicalId;

describe("the roles", () => {
  it("may do what the functions do", async () => {
    expect((await seenOf(roles, clinic.patient())).seen).toMatch(/^3 roles may do all \d+ actions/);
  });

  it("lack one action of several, and are given that alone", async () => {
    await change("SkillRole", (statements) =>
      statements.map((each) => ({
        ...each,
        Action: each.Action.filter((action) => !action.endsWith("ConnectAsViewer")),
      })),
    );
    const { breakage, code, sentence, remedy } = await breakageOf(roles, clinic.patient());
    expect([breakage, code]).toEqual(["permission-missing", "kvs-denied"]);
    expect(sentence).toContain("the function index may not do kinesisvideo:ConnectAsViewer on");
    expect(remedy.type?.map(given)).toEqual([
      {
        role: roleOf("SkillRole"),
        statements: [
          {
            Effect: "Allow",
            Action: ["kinesisvideo:ConnectAsViewer"],
            Resource: "arn:aws:kinesisvideo:*:123456789012:channel/*",
          },
        ],
      },
    ]);
  });

  it("may not touch some keys of the table, and are given those alone", async () => {
    await change("SkillRole", without("grant#"));
    const { remedy } = await breakageOf(roles, clinic.patient());
    expect(remedy.type?.map(given)[0]?.statements).toEqual([
      {
        Effect: "Allow",
        Action: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem"],
        Resource: expect.stringContaining(":table/"),
        Condition: {
          "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["grant#*"] },
          Null: { "dynamodb:LeadingKeys": "false" },
        },
      },
    ]);
  });

  it("may touch keys that stand in statements of their own", async () => {
    const apart = (key: string) => ({ "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [`${key}*`] } });
    await change("SkillRole", (statements) =>
      statements.flatMap((each) =>
        JSON.stringify(each).includes("presence#")
          ? ["presence#", "viewer-mark#"].map((key) => ({ ...each, Condition: apart(key) }))
          : [each],
      ),
    );
    expect((await seenOf(roles, clinic.patient())).seen).toContain("3 roles");
  });

  it("lack something twice, and both are given what they lack", async () => {
    await change("CameraEventsRole", without("sqs:"));
    await change("SnapshotRole", without("s3:"));
    const { sentence, remedy } = await breakageOf(roles, clinic.patient());
    expect(sentence).toContain("of the function camera-events may not do sqs:SendMessage on arn:aws:sqs:");
    expect(remedy.type?.map((line) => given(line).role)).toEqual([roleOf("CameraEventsRole"), roleOf("SnapshotRole")]);
  });

  it("are put right by what is typed", async () => {
    await change("SkillRole", () => []);
    const [line] = (await breakageOf(roles, clinic.patient())).remedy.type ?? [];
    await change("SkillRole", () => given(line).statements);
    expect((await seenOf(roles, clinic.patient())).seen).toContain("3 roles");
  });

  it("are of another template: it is deployed", async () => {
    await change("SkillRole", without("kinesisvideo:"));
    clinic.tells({ template: "Resources: {}" });
    expect((await breakageOf(roles, clinic.patient())).remedy.type).toEqual(["npm run deploy"]);
  });

  it("may not be looked at", async () => {
    clinic.as("stranger");
    await expect(seenOf(roles, clinic.patient())).rejects.toThrow(NotExamined);
  });

  it("are gone", async () => {
    const patient = clinic.patient();
    const error = Object.assign(new Error("not found"), { name: "NoSuchEntityException" });
    patient.client("iam eu-west-1", () => ({ send: () => Promise.reject(error), destroy() {} }));
    const { breakage, sentence } = await breakageOf(roles, patient);
    expect(breakage).toBe("role-missing");
    expect(sentence).toBe(
      `There is no role ${roleOf("SkillRole")} any more: it was deleted, and the function index cannot run.`,
    );
  });

  it.each([
    [{ EvalDecision: "explicitDeny" }, "A statement that denies"],
    [{ PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false } }, "The role's permissions boundary"],
    [{ OrganizationsDecisionDetail: { AllowedByOrganizations: false } }, "A policy of the organization"],
  ])("are kept from it by more than what their policies lack: %j", async (detail, what) => {
    const patient = clinic.patient();
    const result = { EvalActionName: "sqs:SendMessage", EvalDecision: "implicitDeny", ...detail };
    patient.client("iam eu-west-1", () => ({ send: async () => ({ EvaluationResults: [result] }), destroy() {} }));
    const { remedy } = await breakageOf(roles, patient);
    expect(remedy).toEqual({ say: expect.stringContaining(`${what} forbids it`) });
  });
});
