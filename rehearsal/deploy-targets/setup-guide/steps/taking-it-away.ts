import { expect } from "../../scenario.ts";
import { outputOf } from "../../scenarios/deploy.ts";
import type { GuideStep } from "../guide-step.ts";
import { asItStands, fillIn, noted, type Scene } from "../scene.ts";

const REMOVE = "npx camera-skill cameras remove front-door --delete-channel";
const STATE = "npm run deploy:state";
const STACK = "STACK=arn:aws:cloudformation:us-east-1:…:stack/ask-…/…";
const OUTPUTS = `aws cloudformation describe-stacks --stack-name "$STACK" --query 'Stacks[].Outputs'`;
const DELETE_SKILL = "ask smapi delete-skill --skill-id amzn1.ask.skill.…";
const DELETE_STACK = 'aws cloudformation delete-stack --stack-name "$STACK"';
const DELETE_TABLE = "aws dynamodb delete-table --table-name …";

async function noteWhatIsDeployed(scene: Scene): Promise<void> {
  const said = await scene.desk.type(STATE);
  const { stackId } = noted(scene, "stack");
  expect(said.includes(stackId), `${STATE} does not print the stack's ARN`);
  expect(said.includes(noted(scene, "skillId")), `${STATE} does not print the skill's id`);
  const [, bucket] = /--bucket \S*=(ask-\S+)/.exec(said) ?? [];
  expect(bucket !== undefined, `${STATE} does not print the bucket of the code`);
  scene.noted.buckets = [...noted(scene, "buckets"), bucket];
}

async function noteOutputs(scene: Scene): Promise<void> {
  const said = await scene.desk.type(OUTPUTS);
  const stack = noted(scene, "stack");
  const [table, pictures] = ["TableName", "SnapshotBucketName"].map((name) => outputOf(stack, name));
  expect(table !== undefined && pictures !== undefined, "the stack has neither table nor bucket");
  expect(said.includes(table) && said.includes(pictures), `${OUTPUTS} does not print the table and the bucket`);
  scene.noted.table = table;
  scene.noted.buckets = [pictures];
}

/** What is there no more, after the last command. */
function lookAround(scene: Scene): void {
  const { smapi, cloudFormation } = scene.story.amazon;
  expect(smapi.skills().length === 0, "the skill is still there");
  expect(cloudFormation.stacks().length === 0, "the stack is still there");
  const { stackId } = noted(scene, "stack");
  expect(cloudFormation.stackOf(stackId)?.status === "DELETE_COMPLETE", "the stack has not gone in good order");
}

/** The page's last part. */
export const takingItAway: readonly GuideStep[] = [
  {
    command: REMOVE,
    async play(scene) {
      await scene.noted.stopCamera?.();
      await scene.desk.type(REMOVE, { answers: [{ asked: /and delete its channel .*\[y\/N\]/, typed: "y" }] });
    },
  },
  {
    command: STACK,
    play: async (scene) => void (await scene.desk.type(`STACK=${noted(scene, "stack").stackId}`)),
  },
  asItStands("export AWS_REGION=us-east-1"),
  { command: OUTPUTS, play: noteOutputs },
  { command: STATE, play: noteWhatIsDeployed },
  {
    command: DELETE_SKILL,
    play: async (scene) =>
      void (await scene.desk.type(fillIn(DELETE_SKILL, { "amzn1.ask.skill.…": noted(scene, "skillId") }))),
  },
  asItStands(DELETE_STACK),
  {
    command: DELETE_TABLE,
    async play(scene) {
      await scene.desk.type(fillIn(DELETE_TABLE, { "…": noted(scene, "table") }));
      lookAround(scene);
    },
  },
];
