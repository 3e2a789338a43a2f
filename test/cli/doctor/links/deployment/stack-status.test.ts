import { describe, expect, it } from "@jest/globals";
import { type Breakage, Broken } from "../../../../../cli/doctor/link.ts";
import { judgeStatus } from "../../../../../cli/doctor/links/deployment/stack-status.ts";
import type { StackAsItIs } from "../../../../../cli/doctor/reads/stack.ts";

const stackId = "arn:aws:cloudformation:us-east-1:123456789012:stack/ask-skill/0a1b";
const place = { stackId, name: "ask-skill", region: "us-east-1", accountId: "123456789012" };
const deployed = { skillId: "amzn1.ask.skill.0", stack: place, stacks: { default: { stackId } } };
const at = "--stack-name ask-skill --region us-east-1";

function judge(status: string, statusReason?: string): readonly string[] {
  const read = { outputs: {}, parameters: {}, resources: {}, templateIsHere: undefined };
  const stack: StackAsItIs = { ...place, ...read, status, statusReason };
  return judgeStatus(stack, deployed, { profile: "default", environment: {} });
}

function breakageOf(status: string, reason?: string): Breakage {
  try {
    judge(status, reason);
  } catch (error) {
    if (error instanceof Broken) return error.found;
    throw error;
  }
  throw new Error(`${status} is no breakage`);
}

describe("a stack's status", () => {
  it.each(["CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE"])("is well with %s", (status) => {
    expect(judge(status)).toEqual([]);
  });

  it.each(["UPDATE_ROLLBACK_COMPLETE", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS"])("is noted with %s", (status) => {
    expect(judge(status)).toHaveLength(1);
  });

  it.each([
    ["CREATE_IN_PROGRESS", "stack-create-complete"],
    ["UPDATE_IN_PROGRESS", "stack-update-complete"],
    ["UPDATE_ROLLBACK_IN_PROGRESS", "stack-rollback-complete"],
    ["DELETE_IN_PROGRESS", "stack-delete-complete"],
  ])("is waited for with %s", (status, waiter) => {
    expect(breakageOf(status)).toMatchObject({
      breakage: "stack-in-progress",
      remedy: { type: [`aws cloudformation wait ${waiter} ${at}`] },
    });
  });

  it("is waited for by looking again, where the AWS CLI has no command for it", () => {
    expect(breakageOf("ROLLBACK_IN_PROGRESS").remedy).toEqual({ say: expect.stringContaining("Wait") });
  });

  it.each(["ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED", "REVIEW_IN_PROGRESS"])(
    "is the end of the stack with %s, and another is made",
    (status) => {
      const { breakage, remedy } = breakageOf(status);
      expect(breakage).toBe("stack-failed");
      expect(remedy.type).toEqual([
        `aws cloudformation delete-stack ${at}`,
        `aws cloudformation wait stack-delete-complete ${at}`,
        `npm run deploy:state -- --skill-id amzn1.ask.skill.0 --stack-id ${stackId}`,
        "npm run deploy",
      ]);
    },
  );

  it("is not taken for one that was never made where an import could not be undone", () => {
    const { breakage, remedy } = breakageOf("IMPORT_ROLLBACK_FAILED");
    expect([breakage, remedy.type]).toEqual(["stack-rollback-failed", undefined]);
  });

  it("goes on with a rollback that failed", () => {
    expect(breakageOf("UPDATE_ROLLBACK_FAILED", "no permission")).toMatchObject({
      breakage: "stack-rollback-failed",
      sentence: expect.stringMatching(/UPDATE_ROLLBACK_FAILED\)\. CloudFormation says: no permission$/),
      remedy: { type: [expect.stringContaining("continue-update-rollback"), expect.stringContaining("wait")] },
    });
  });

  it("brings a half update back", () => {
    expect(breakageOf("UPDATE_FAILED").remedy.type?.[0]).toBe(`aws cloudformation rollback-stack ${at}`);
  });
});
