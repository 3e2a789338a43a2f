import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { paginateDescribeStacks, type Stack } from "@aws-sdk/client-cloudformation";
import { deployedState, readAskStates } from "../../../../rehearsal/deploy-targets/ask-cli/ask-states.ts";
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
 * made. Where the manifest in the folder names their function, they alone are given.
 */
export async function findLostSkills(patient: Patient): Promise<readonly LostSkill[]> {
  const { regions, packageFolder } = (await patient.read(readAskProfile)).profile;
  const { skillId: noted } = deployedState(await readAskStates(patient.folder), patient.profile);
  const manifest = await readFile(join(patient.folder, packageFolder, "skill.json"), "utf8").catch(() => "");
  const skills = new Map<
    string,
    { stacks: Record<string, LostSkill["stacks"][string]>; names: Set<string>; isNamed: boolean }
  >();

  for (const { name: region, awsRegion = "us-east-1" } of regions) {
    for (const { StackId: stackId = "", StackName = "", Parameters, Outputs } of await stacksIn(patient, awsRegion)) {
      const parameter = (key: string) => Parameters?.find(({ ParameterKey }) => ParameterKey === key)?.ParameterValue;
      const output = (key: string) => Outputs?.find(({ OutputKey }) => OutputKey === key)?.OutputValue;
      const endpoint = output("SkillEndpoint");
      const [skillId, bucket] = [parameter("SkillId"), parameter("CodeBucket")];
      // A stack of another project's template is no camera skill's.
      const isCameras = endpoint !== undefined && output("TableName") !== undefined;
      if (skillId === undefined || !isCameras || (noted ?? skillId) !== skillId) continue;
      const skill = skills.get(skillId) ?? { stacks: {}, names: new Set(), isNamed: false };
      skill.stacks[region] = { stackId, ...(bucket !== undefined && { bucket }) };
      skill.names.add(StackName);
      skill.isNamed ||= manifest.includes(JSON.stringify(endpoint));
      skills.set(skillId, skill);
    }
  }
  const all = [...skills].map(([skillId, { stacks, names, isNamed }]) => ({
    skillId,
    stacks,
    names: [...names],
    isNamed,
  }));
  const named = all.filter(({ isNamed }) => isNamed);
  return named.length > 0 ? named : all;
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
