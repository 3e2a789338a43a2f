import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { readAskedInVain } from "../../accounts/asked-in-vain.ts";
import { PATIENCE } from "../../cameras/aws-call.ts";
import { askAwsIfAllowed } from "../ask-aws.ts";
import { Broken, NotExamined } from "../link.ts";
import type { Patient, Reader } from "../patient.ts";
import { readGrants } from "./grants.ts";
import { readPlace } from "./place.ts";
import { readStack } from "./stack.ts";

/**
 * The ids of the users whom the skill knows: those with a grant or a link, and where there are none those who asked for
 * devices and had none. Whose they are the account-linking provider has said. In a rehearsal it is the household's, to
 * whom cameras belong there unless it is said.
 */
export const readRealUsers: Reader<readonly string[]> = async (patient) => {
  const { rehearsal } = await patient.read(readPlace);
  if (rehearsal !== undefined) return [rehearsal.userId];
  const { grants, links } = await patient.read(readGrants);
  const users = new Set([...grants, ...links].map(({ userId }) => userId));
  return users.size > 0 ? [...users] : askedInVain(patient);
};

/** None, where the log cannot be read: nothing else depends on it. */
async function askedInVain(patient: Patient): Promise<readonly string[]> {
  const { region, resources } = await patient.read(readStack);
  const group = resources.SkillLogs?.physicalId;
  if (group === undefined) return [];
  const client = patient.client(`logs ${region}`, () => new CloudWatchLogsClient({ region, ...PATIENCE }));
  try {
    const asked = { action: "logs:FilterLogEvents", service: "CloudWatch Logs", region };
    const users = await askAwsIfAllowed(asked, readAskedInVain(client, group, Date.now()));
    return users.map(({ userId }) => userId);
  } catch (error) {
    if (error instanceof NotExamined || error instanceof Broken) return [];
    throw error;
  }
}
