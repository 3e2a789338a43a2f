import type { Remedy } from "../../../../rehearsal/breakages/report.ts";
import { Broken } from "../../link.ts";
import type { Patient } from "../../patient.ts";
import { deployStateLine } from "../../reads/deploy-state-line.ts";
import type { Deployed } from "../../reads/deployed.ts";
import { npmRun } from "../../reads/npm-run.ts";
import type { StackAsItIs } from "../../reads/stack.ts";

/** In which a stack works and can be updated, and what is to be said of it then. Source: CloudFormation user guide, stack status codes. */
const good: Readonly<Record<string, string | undefined>> = {
  CREATE_COMPLETE: undefined,
  UPDATE_COMPLETE: undefined,
  IMPORT_COMPLETE: undefined,
  IMPORT_ROLLBACK_COMPLETE: undefined,
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: "CloudFormation still removes what the last deploy has replaced.",
  UPDATE_ROLLBACK_COMPLETE:
    "The last deploy was rolled back: what runs is the one before. The stack's events in the CloudFormation console say why.",
};

/** What waits for an operation's end. Source: AWS CLI, cloudformation wait. */
const waiters: Readonly<Record<string, string>> = {
  CREATE_IN_PROGRESS: "stack-create-complete",
  UPDATE_IN_PROGRESS: "stack-update-complete",
  UPDATE_ROLLBACK_IN_PROGRESS: "stack-rollback-complete",
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: "stack-rollback-complete",
  DELETE_IN_PROGRESS: "stack-delete-complete",
};

/** What is said of a stack, and what is to be done about it. */
interface Verdict {
  readonly breakage: string;
  readonly is: string;
  readonly remedy: Remedy;
}

/**
 * Judges in which state a stack is.
 * @returns what is worth knowing of one that works.
 * @throws {Broken} where it does not work, or cannot be updated.
 */
export function judgeStatus(
  stack: StackAsItIs,
  { skillId, stacks }: Deployed,
  patient: Pick<Patient, "profile" | "environment">,
): readonly string[] {
  const { name, region, status, statusReason } = stack;
  if (Object.hasOwn(good, status)) return good[status] === undefined ? [] : [good[status]];
  const aws = (command: string) => `aws cloudformation ${command} --stack-name ${name} --region ${region}`;
  const deploy = [deployStateLine(patient, skillId, stacks), npmRun("deploy", patient)];
  const verdict = verdictOn(status, aws, deploy);
  const why = statusReason === undefined ? "" : ` CloudFormation says: ${statusReason}`;
  throw new Broken({
    breakage: verdict.breakage,
    sentence: `The stack ${name} in ${region} ${verdict.is} (${status}).${why}`,
    remedy: verdict.remedy,
  });
}

function verdictOn(status: string, aws: (command: string) => string, deploy: readonly string[]): Verdict {
  if (status.endsWith("_IN_PROGRESS") && status !== "REVIEW_IN_PROGRESS") {
    const { [status]: waiter } = waiters;
    const say = "Wait until CloudFormation is done.";
    const type = waiter === undefined ? undefined : [aws(`wait ${waiter}`)];
    return { breakage: "stack-in-progress", is: "is being changed", remedy: { say, ...(type && { type }) } };
  }
  switch (status) {
    case "UPDATE_ROLLBACK_FAILED":
      return {
        breakage: "stack-rollback-failed",
        is: "could not be brought back to what it was before its last update, and takes no other until it is",
        remedy: {
          say: "Correct what its events in the CloudFormation console name first, such as a permission that is missing, and have it go on:",
          type: [aws("continue-update-rollback"), aws("wait stack-rollback-complete")],
        },
      };
    case "IMPORT_ROLLBACK_FAILED":
      return {
        breakage: "stack-rollback-failed",
        is: "could not be brought back to what it was before resources were imported into it, and takes no update until it is",
        remedy: { say: "Correct what its events in the CloudFormation console name, and have it go on there." },
      };
    case "UPDATE_FAILED":
      return {
        breakage: "stack-update-failed",
        is: "stands half updated",
        remedy: {
          say: "Bring it back to what it was.",
          type: [aws("rollback-stack"), aws("wait stack-rollback-complete")],
        },
      };
    default:
      return {
        breakage: "stack-failed",
        is: status.startsWith("DELETE") ? "was not wholly deleted" : "was never made to its end",
        remedy: {
          say: "Delete what there is of it, and deploy again: CloudFormation updates no such stack. A table that it had made stays, with its cameras.",
          type: [aws("delete-stack"), aws("wait stack-delete-complete"), ...deploy],
        },
      };
  }
}
