import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import {
  ASK_STATES,
  type AskStates,
  type DeployedState,
  deployedState,
  readAskStates,
} from "../../rehearsal/deploy-targets/ask-cli/ask-states.ts";
import { isSkillId, noSkillId } from "./skill-id.ts";

/** What a deploy is to update. */
export interface Seed {
  /** ask-cli's profile. */
  readonly profile: string;
  readonly skillId: string;
  readonly stacks: DeployedState["stacks"];
  /** Although the profile has another skill or stack. */
  readonly replace: boolean;
}

const alexaRegions = ["default", "NA", "EU", "FE"];
const stackIdPattern = /^arn:aws[a-z-]*:cloudformation:[a-z0-9-]+:\d{12}:stack\/[A-Za-z][A-Za-z0-9-]*\/[0-9a-f-]+$/;
/** Where ask-cli puts the zip into its bucket. */
const CODE_KEY = "endpoint/build.zip";

/**
 * Reads stacks and buckets as they are typed: `[REGION=]VALUE`.
 * @returns a sentence when they cannot be meant.
 */
export function stacksOf(typed: {
  readonly stackIds: readonly string[];
  readonly buckets: readonly string[];
}): DeployedState["stacks"] | string {
  const stacks: Record<string, { stackId?: string; bucket?: string }> = {};
  for (const [key, values] of [["stackId", typed.stackIds] as const, ["bucket", typed.buckets] as const]) {
    for (const text of values) {
      const [, region = "default", value = ""] = /^(?:([^=:]*)=)?(.*)$/.exec(text) ?? [];
      if (!alexaRegions.includes(region)) return `there is no region ${region}; there are: ${alexaRegions.join(", ")}`;
      if (stacks[region]?.[key] !== undefined) return `the region ${region} was given twice`;
      stacks[region] = { ...stacks[region], [key]: value };
    }
  }
  const [region, bad] = Object.entries(stacks).find(([, { stackId = "" }]) => !stackIdPattern.test(stackId)) ?? [];
  if (region === undefined) {
    return Object.keys(stacks).length === 0 ? "--skill-id goes with --stack-id" : stacks;
  }
  return bad?.stackId === undefined
    ? `the region ${region} has a bucket and no --stack-id`
    : `${bad.stackId || "nothing"} is no CloudFormation stack's id: arn:aws:cloudformation:<region>:<account>:stack/<name>/<id>`;
}

/**
 * Writes what ask-cli looks at to know what it updates. What it has noted of other profiles stays.
 * Source: ask-cli 2.30.7, model/resources-config/ask-states.js and cfn-deployer.
 * @param folder the project's.
 * @throws {Error} when the skill's id is none, or the profile has another skill or stack and it was not said to replace.
 */
export async function seedAskStates(folder: string, { profile, skillId, stacks, replace }: Seed): Promise<void> {
  if (!isSkillId(skillId)) throw new Error(noSkillId(skillId));
  const states: AskStates = (await readAskStates(folder)) ?? { askcliStatesVersion: "2020-03-31", profiles: {} };
  const now = deployedState(states, profile);
  if (!replace) refuseOther(profile, now, skillId, stacks);
  const deployState = Object.fromEntries(
    Object.entries(stacks).map(([region, { stackId, bucket }]) => [
      region,
      { ...(bucket !== undefined && { s3: { bucket, key: CODE_KEY } }), stackId },
    ]),
  );
  // Without the hash of an earlier upload the skill package is sent again: it is not known what SMAPI has.
  const seeded = { skillId, skillInfrastructure: { "@ask-cli/cfn-deployer": { deployState } } };
  const text = JSON.stringify({ ...states, profiles: { ...states.profiles, [profile]: seeded } }, null, 2);
  const path = join(folder, ASK_STATES);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${text}\n`);
}

function refuseOther(profile: string, now: DeployedState, skillId: string, stacks: DeployedState["stacks"]): void {
  const others = [
    ...(now.skillId !== undefined && now.skillId !== skillId ? [now.skillId] : []),
    ...Object.entries(now.stacks).flatMap(([region, { stackId }]) =>
      stackId !== undefined && stackId !== stacks[region]?.stackId ? [stackId] : [],
    ),
  ];
  if (others.length === 0) return;
  throw new Error(
    `${ASK_STATES} has others of profile ${profile}: ${others.join(", ")}. To forget them, add --replace`,
  );
}
