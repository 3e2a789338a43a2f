import { Broken, type Link } from "../../link.ts";
import type { Patient } from "../../patient.ts";
import { readDeployed } from "../../reads/deployed.ts";
import { type Identity, readIdentity } from "../../reads/identity.ts";
import { otherProfile } from "./other-profile.ts";

/** Whose the AWS credentials are: of the account that the stack is in. */
export const credentialsLink: Link = {
  id: "credentials",
  title: "the AWS credentials",
  of: "deployed",
  async examine(patient) {
    // What is wrong with it is for its own link to say.
    const accountId = await patient.read(readDeployed).then(
      ({ stack }) => stack.accountId,
      () => undefined,
    );
    const identity = await patient.read(readIdentity).catch(async (error: unknown) => {
      throw error instanceof Broken ? await withOther(patient, error, accountId) : error;
    });
    if (accountId !== undefined && identity.accountId !== accountId)
      throw await wrongAccount(patient, identity, accountId);
    return { seen: `${nameOf(identity)}, account ${identity.accountId}` };
  },
};

async function wrongAccount(patient: Patient, identity: Identity, accountId: string): Promise<Broken> {
  const say = `Give the key of a user of the account ${accountId} a profile, with aws configure --profile ${accountId}, and choose it with export AWS_PROFILE=${accountId}.`;
  const found = {
    breakage: "wrong-account",
    sentence: `The AWS credentials are of ${nameOf(identity)} in the account ${identity.accountId}, and the stack is in the account ${accountId}.`,
    remedy: { say },
  };
  return withOther(patient, new Broken(found), accountId);
}

/** The same with a profile of this machine's that does, where there is one and another would help. */
async function withOther(patient: Patient, broken: Broken, accountId: string | undefined): Promise<Broken> {
  const { breakage, remedy } = broken.found;
  if (!helps.includes(breakage) || remedy.type !== undefined) return broken;
  const other = await otherProfile(patient, accountId);
  if (other === undefined) return broken;
  const { AWS_ACCESS_KEY_ID, AWS_SESSION_TOKEN } = patient.environment;
  // The AWS CLI takes keys of the environment before a profile.
  const forget = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", ...(AWS_SESSION_TOKEN ? ["AWS_SESSION_TOKEN"] : [])];
  const type = [...(AWS_ACCESS_KEY_ID ? [`unset ${forget.join(" ")}`] : []), `export AWS_PROFILE=${other}`];
  const say =
    accountId === undefined
      ? `The profile ${other} of this machine has some that AWS takes.`
      : `The profile ${other} of this machine is of the account ${accountId}.`;
  return new Broken({ ...broken.found, remedy: { say, type } }, { cause: broken });
}

/** What another profile helps with. */
const helps = ["wrong-account", "no-credentials", "credentials-expired", "credentials-refused", "credentials-denied"];

/** `user/deployer` of an ARN. */
function nameOf({ arn }: Identity): string {
  return arn.split(":").slice(5).join(":") || arn;
}
