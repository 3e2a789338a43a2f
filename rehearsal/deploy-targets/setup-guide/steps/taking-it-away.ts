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
  scene.noted.buckets = [bucket];
}

async function noteOutputs(scene: Scene): Promise<void> {
  const said = await scene.desk.type(OUTPUTS);
  const stack = noted(scene, "stack");
  const [table, pictures] = ["TableName", "SnapshotBucketName"].map((name) => outputOf(stack, name));
  expect(table !== undefined && pictures !== undefined, "the stack has neither table nor bucket");
  expect(said.includes(table) && said.includes(pictures), `${OUTPUTS} does not print the table and the bucket`);
  scene.noted.table = table;
  scene.noted.buckets = [pictures, ...noted(scene, "buckets")];
}

/** A window to look around from when all is done; what is not there ends the AWS CLI with 254. */
const LOOK = { window: "afterwards" };
const GONE = { ...LOOK, exitCode: 254 };

/** What is there no more after the last command, and what the page says stays: the two buckets. */
async function lookAround(scene: Scene): Promise<void> {
  const { story, desk } = scene;
  const { smapi, cloudFormation } = story.amazon;
  expect(smapi.skills().length === 0, "the skill is still there");
  expect(cloudFormation.stacks().length === 0, "the stack is still there");
  const [table, [pictures = "", code = ""]] = [noted(scene, "table"), noted(scene, "buckets")];
  const { stackId, region } = noted(scene, "stack");
  await desk.type(`export AWS_REGION=${region}`, LOOK);
  const left = await desk.type(
    `aws cloudformation describe-stack-events --stack-name '${stackId}' --output text ` +
      `--query "StackEvents[?ResourceStatus=='DELETE_SKIPPED'].PhysicalResourceId"`,
    LOOK,
  );
  const names = left.trim().split(/\s+/).toSorted();
  expect(names.join() === [table, pictures].toSorted().join(), `the stack has left ${names.join(", ")} behind`);
  await desk.type(`aws dynamodb describe-table --table-name '${table}'`, GONE);
  await desk.type("aws kinesisvideo describe-signaling-channel --channel-name front-door", GONE);
  await desk.type(`aws s3api head-bucket --bucket '${code}'`, LOOK);
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
  { command: STATE, play: noteWhatIsDeployed },
  {
    command: STACK,
    play: async (scene) => void (await scene.desk.type(`STACK=${noted(scene, "stack").stackId}`)),
  },
  asItStands("export AWS_REGION=us-east-1"),
  { command: OUTPUTS, play: noteOutputs },
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
      await lookAround(scene);
    },
  },
];
