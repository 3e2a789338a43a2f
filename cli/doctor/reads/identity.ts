import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { nameOf, PATIENCE } from "../../cameras/aws-call.ts";
import { askAws, isDenied } from "../ask-aws.ts";
import { Broken } from "../link.ts";
import type { Patient } from "../patient.ts";
import { typedLine } from "../remedies/typed-line.ts";
import { readRegionToAsk } from "./region-to-ask.ts";

/** Whose the AWS credentials are. */
export interface Identity {
  /** Twelve digits. */
  readonly accountId: string;
  /** Of the user, or the role's session. */
  readonly arn: string;
}

/**
 * Asks AWS whose the credentials are that every AWS tool would find here.
 * @throws {Broken} `no-credentials`, `credentials-expired`, `credentials-want-mfa`, `credentials-denied` or
 * `credentials-refused`; or as {@link askAws}.
 */
export async function readIdentity(patient: Patient): Promise<Identity> {
  const region = await patient.read(readRegionToAsk);
  const client = patient.client(`sts ${region}`, () => new STSClient({ region, ...PATIENCE }));
  return askWhose(client, region, patient.environment.AWS_PROFILE);
}

/**
 * Asks AWS whose a client's credentials are.
 * @param profile by which they were chosen, where that was so.
 * @throws {Broken} as {@link readIdentity}.
 */
export async function askWhose(client: STSClient, region: string, profile?: string): Promise<Identity> {
  const asked = { action: "sts:GetCallerIdentity", service: "STS", region };
  const { Account = "", Arn = "" } = await askAws(asked, client.send(new GetCallerIdentityCommand({}))).catch(
    (error: Error) => {
      throw refusal(error.cause, profile) ?? error;
    },
  );
  return { accountId: Account, arn: Arn };
}

/** What is wrong with credentials that AWS does not take; undefined where something else is. */
function refusal(error: unknown, profile: string | undefined): Broken | undefined {
  const name = nameOf(error);
  const broken = (breakage: string, sentence: string, say: string, ...type: string[]) =>
    new Broken({ breakage, sentence, remedy: { say, ...(type.length > 0 && { type }) } }, { cause: error });
  const ofProfile = profile ? ["--profile", profile] : [];
  // The SDK has no names of its own for a login that is over, or for a code that nobody can be asked for.
  const { message } = error as Error;
  if (/aws sso login|Session token not found or invalid/.test(message)) {
    const login = typedLine(["aws", "sso", "login", ...ofProfile]);
    return broken("credentials-expired", "The login by AWS's single sign-on is over.", "Log in again.", login);
  }
  if (/aws login|[Rr]eauthenticate|login[\\/]cache/.test(message)) {
    const login = typedLine(["aws", "login", ...ofProfile]);
    return broken("credentials-expired", "The login by aws login is over, or there was none.", "Log in again.", login);
  }
  if (/requires multi-factor authentication/.test(message)) {
    return broken(
      "credentials-want-mfa",
      `AWS wants a code of multi-factor authentication for the profile ${profile || "default"}, and only the AWS CLI (version 2) asks for one.`,
      "This has it ask, and leaves keys in this shell that are good for an hour.",
      `eval "$(${typedLine(["aws", "configure", "export-credentials", ...ofProfile, "--format", "env"])})"`,
      ...(profile ? ["unset AWS_PROFILE"] : []),
    );
  }
  // Whose credentials are AWS tells everybody: a role of theirs is what was denied.
  if (isDenied(error) || /ForbiddenException/.test(`${name} ${message}`)) {
    return broken(
      "credentials-denied",
      `AWS does not let you have the role of the profile ${profile || "default"}.`,
      "See that the role's name in ~/.aws/config is right, and that whoever you are may assume it; or choose another profile by AWS_PROFILE.",
    );
  }
  if (name === "CredentialsProviderError") {
    return broken(
      "no-credentials",
      profile
        ? `AWS_PROFILE is ${profile}, and this machine has no AWS credentials of that profile.`
        : "There are no AWS credentials.",
      "Type aws configure, or choose a profile by AWS_PROFILE.",
    );
  }
  if (/^(ExpiredToken|RequestExpired|TokenRefreshRequired)/.test(name)) {
    return broken(
      "credentials-expired",
      "The AWS credentials have expired.",
      "Log in again, or choose others by AWS_PROFILE.",
    );
  }
  if (/^(UnrecognizedClient|InvalidClientTokenId|InvalidSignature|SignatureDoesNotMatch|IncompleteSig)/.test(name)) {
    return broken(
      "credentials-refused",
      "AWS does not take these credentials: the key was deleted or deactivated, or its secret is another one's.",
      "Choose others by AWS_PROFILE, or enter a new key with aws configure.",
    );
  }
  return undefined;
}
