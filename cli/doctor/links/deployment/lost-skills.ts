import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { paginateDescribeStacks, type Stack } from "@aws-sdk/client-cloudformation";
import {
  type DeployedState,
  deployedState,
  readAskStates,
} from "../../../../rehearsal/deploy-targets/ask-cli/ask-states.ts";
import { askAwsIfAllowed } from "../../ask-aws.ts";
import { NotExamined } from "../../link.ts";
import type { Patient } from "../../patient.ts";
import { readAskProfile } from "../../reads/ask-profile.ts";
import { cloudFormationIn } from "../../reads/stack.ts";

/** A skill whose stacks are in the account, although ask-cli has not noted them. */
export interface LostSkill {
  readonly skillId: string;
  /** By Alexa's region, as `npm run deploy:state` takes them. */
  readonly stacks: Readonly<Record<string, { readonly stackId: string; readonly bucket?: string }>>;
  /** The stacks' names. */
  readonly names: readonly string[];
}

/**
 * Looks in the account for stacks that ask-cli has made of a skill like this one, where ask-resources.json has them
 * made. Where the manifest in the folder names their function, they alone are given. What ask-cli has noted it has not
 * lost: another profile's stack is never given, and this one's only beside one that is lost.
 */
export async function findLostSkills(patient: Patient): Promise<readonly LostSkill[]> {
  const { regions, packageFolder } = (await patient.read(readAskProfile)).profile;
  const states = await readAskStates(patient.folder);
  const { skillId: noted, stacks: notedHere } = deployedState(states, patient.profile);
  const own = stackIdsOf(notedHere);
  const others = Object.keys(states?.profiles ?? {}).filter((name) => name !== patient.profile);
  const ofOthers = new Set(others.flatMap((name) => [...stackIdsOf(deployedState(states, name).stacks)]));
  const manifest = await readFile(join(patient.folder, packageFolder, "skill.json"), "utf8").catch(() => "");
  const skills = new Map<
    string,
    { stacks: Record<string, LostSkill["stacks"][string]>; names: Set<string>; isNamed: boolean; isLost: boolean }
  >();

  for (const { name: region, awsRegion = "us-east-1" } of regions) {
    for (const { StackId: stackId = "", StackName = "", Parameters, Outputs } of await stacksIn(patient, awsRegion)) {
      const parameter = (key: string) => Parameters?.find(({ ParameterKey }) => ParameterKey === key)?.ParameterValue;
      const output = (key: string) => Outputs?.find(({ OutputKey }) => OutputKey === key)?.OutputValue;
      const endpoint = output("SkillEndpoint");
      const [skillId, bucket] = [parameter("SkillId"), parameter("CodeBucket")];
      // A stack of another project's template is no camera skill's.
      const isCameras = endpoint !== undefined && output("TableName") !== undefined;
      if (skillId === undefined || !isCameras || (noted ?? skillId) !== skillId || ofOthers.has(stackId)) continue;
      const skill = skills.get(skillId) ?? { stacks: {}, names: new Set(), isNamed: false, isLost: false };
      skill.stacks[region] = { stackId, ...(bucket !== undefined && { bucket }) };
      skill.names.add(StackName);
      skill.isLost ||= !own.has(stackId);
      skill.isNamed ||= manifest.includes(JSON.stringify(endpoint));
      skills.set(skillId, skill);
    }
  }
  const all = [...skills]
    .filter(([, { isLost }]) => isLost)
    .map(([skillId, { stacks, names, isNamed }]) => ({ skillId, stacks, names: [...names], isNamed }));
  const named = all.filter(({ isNamed }) => isNamed);
  return named.length > 0 ? named : all;
}

function stackIdsOf(stacks: DeployedState["stacks"]): ReadonlySet<string> {
  return new Set(Object.values(stacks).flatMap(({ stackId }) => stackId ?? []));
}

/** None where whoever asks may not see them. */
async function stacksIn(patient: Patient, region: string): Promise<readonly Stack[]> {
  const client = cloudFormationIn(patient, region);
  const all = async () => {
    const stacks: Stack[] = [];
    for await (const { Stacks = [] } of paginateDescribeStacks({ client }, {})) stacks.push(...Stacks);
    return stacks;
  };
  try {
    return await askAwsIfAllowed({ action: "cloudformation:DescribeStacks", service: "CloudFormation", region }, all());
  } catch (error) {
    if (error instanceof NotExamined) return [];
    throw error;
  }
}
