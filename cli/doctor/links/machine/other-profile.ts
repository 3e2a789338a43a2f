import { STSClient } from "@aws-sdk/client-sts";
import { PATIENCE } from "../../../cameras/aws-call.ts";
import type { Patient } from "../../patient.ts";
import { readAskConfig } from "../../reads/ask-config.ts";
import { readAwsProfiles } from "../../reads/aws-profiles.ts";
import { askWhose } from "../../reads/identity.ts";
import { readRegionToAsk } from "../../reads/region-to-ask.ts";

const nothing = () => {};
/** The client would warn on the screen that the environment has keys as well. */
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** How many profiles are tried. */
const MOST = 10;

/**
 * Finds a profile of this machine whose credentials AWS takes, other than the one in use: ask-cli's first.
 * @param accountId the account that they are to be of; any, where it is undefined.
 */
export async function otherProfile(patient: Patient, accountId: string | undefined): Promise<string | undefined> {
  const [region, config, names] = await Promise.all([
    patient.read(readRegionToAsk),
    patient.read(readAskConfig),
    patient.read(readAwsProfiles),
  ]);
  const askProfiles = names.filter((name) => name === config?.awsProfile);
  const others = [...new Set([...askProfiles, ...names])].filter((name) => name !== inUse(patient.environment));
  const tried = await Promise.all(
    others.slice(0, MOST).map(async (profile) => {
      const client = new STSClient({ region, profile, ...PATIENCE, maxAttempts: 1, logger: silent });
      const whose = await askWhose(client, region).catch(() => undefined);
      client.destroy();
      return { profile, accountId: whose?.accountId };
    }),
  );
  return tried.find((each) => each.accountId !== undefined && each.accountId === (accountId ?? each.accountId))
    ?.profile;
}

/** The profile whose credentials are in use; undefined where they are the environment's. */
function inUse({ AWS_PROFILE, AWS_ACCESS_KEY_ID }: NodeJS.ProcessEnv): string | undefined {
  return AWS_PROFILE || (AWS_ACCESS_KEY_ID ? undefined : "default");
}
