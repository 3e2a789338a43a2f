import { DescribeRuleCommand, EventBridgeClient, ListTargetsByRuleCommand } from "@aws-sdk/client-eventbridge";
import { PATIENCE, unlessNamed } from "../../../cameras/aws-call.ts";
import { askAwsIfAllowed } from "../../ask-aws.ts";
import { Broken, type Link } from "../../link.ts";
import type { Patient } from "../../patient.ts";
import { readFunctionPolicy } from "../../reads/function-policy.ts";
import { readFunctions } from "../../reads/functions.ts";
import { npmRun } from "../../reads/npm-run.ts";
import { readStack } from "../../reads/stack.ts";
import { letIn } from "../../remedies/let-in.ts";

const EVENTBRIDGE = "events.amazonaws.com";

/** EventBridge hands what cameras say to the function that tells Alexa. */
export const eventRules: Link = {
  id: "event-rules",
  title: "the rules for camera events",
  of: "deployed",
  async examine(patient) {
    const { resources } = await patient.read(readStack);
    const rules = Object.entries(resources).filter(([, { type }]) => type === "AWS::Events::Rule");
    for (const [logicalId, { physicalId }] of rules) await holdRule(patient, logicalId, physicalId);
    return { seen: `${rules.length} are enabled, and invoke the function` };
  },
};

async function holdRule(patient: Patient, logicalId: string, Name: string): Promise<void> {
  const { region } = await patient.read(readStack);
  const client = patient.client(`eventbridge ${region}`, () => new EventBridgeClient({ region, ...PATIENCE }));
  const of = `--region ${region} --name ${Name}`;
  const described = client.send(new DescribeRuleCommand({ Name })).catch(unlessNamed("ResourceNotFoundException"));
  const rule = await askAwsIfAllowed({ action: "events:DescribeRule", service: "EventBridge", region }, described);
  if (rule === undefined) throw missing(patient, Name, region);
  if (rule.State === "DISABLED") {
    throw new Broken({
      breakage: "rule-disabled",
      sentence: `The rule ${Name} is disabled: what cameras say does not reach the skill.`,
      remedy: { say: "Enable it.", type: [`aws events enable-rule ${of}`] },
    });
  }
  const { "camera-events": target } = await patient.read(readFunctions);
  const { FunctionName: functionName, FunctionArn = "" } = target;
  const listed = client.send(new ListTargetsByRuleCommand({ Rule: Name }));
  const asked = { action: "events:ListTargetsByRule", service: "EventBridge", region };
  const { Targets = [] } = await askAwsIfAllowed(asked, listed);
  if (!Targets.some(({ Arn }) => Arn === FunctionArn)) {
    throw new Broken({
      breakage: "rule-without-target",
      sentence: `The rule ${Name} does not invoke the function ${functionName}.`,
      remedy: {
        say: "Have it invoke the function.",
        type: [
          `aws events put-targets --region ${region} --rule ${Name} --targets Id=camera-events,Arn=${FunctionArn}`,
        ],
      },
    });
  }
  await holdAdmission(patient, { logicalId, functionName, sourceArn: rule.Arn ?? "" });
}

interface Invocation {
  /** The rule's. */
  readonly logicalId: string;
  readonly functionName: string;
  readonly sourceArn: string;
}

/** The function lets the rule in. */
async function holdAdmission(patient: Patient, { logicalId, functionName, sourceArn }: Invocation): Promise<void> {
  const { region, resources } = await patient.read(readStack);
  const admissions = await patient.readOf({ id: functionName }, readFunctionPolicy);
  const isLetIn = admissions.some(
    ({ principals, sourceArn: only }) => principals.includes(EVENTBRIDGE) && (only === undefined || only === sourceArn),
  );
  if (isLetIn) return;
  // The template calls the permission of CameraEventsRule CameraEventsTrigger.
  const statementId = resources[logicalId.replace(/Rule$/, "Trigger")]?.physicalId;
  const only = { sourceArn };
  throw new Broken({
    breakage: "rule-not-let-in",
    sentence: `The function ${functionName} does not let the rule ${sourceArn} invoke it.`,
    remedy: {
      say: "Let it in.",
      type: letIn({ region, functionName, principal: EVENTBRIDGE, only, statementId, admissions }),
    },
  });
}

/** CloudFormation does not make again what was deleted behind its back. */
function missing(patient: Patient, name: string, region: string): Broken {
  return new Broken({
    breakage: "rule-missing",
    sentence: `There is no rule ${name} in ${region} any more: it was deleted.`,
    remedy: {
      say: `CloudFormation does not make it again by itself: take the rule and its permission out of infrastructure/cfn-deployer/skill-stack.yaml, type ${npmRun("deploy", patient)}, put them back, and type it again.`,
    },
  });
}
