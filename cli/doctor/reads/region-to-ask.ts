import type { Patient } from "../patient.ts";
import { readAskProfile } from "./ask-profile.ts";
import { readDeployed } from "./deployed.ts";

/**
 * The AWS region in which the examination asks what any region answers: the stack's, or where it is to be deployed.
 * What is wrong with those is for their own links to say.
 */
export async function readRegionToAsk(patient: Patient): Promise<string> {
  const ofStack = async () => (await patient.read(readDeployed)).stack.region;
  const ofProfile = async () => (await patient.read(readAskProfile)).region.awsRegion ?? "us-east-1";
  return ofStack()
    .catch(ofProfile)
    .catch(() => "us-east-1");
}
