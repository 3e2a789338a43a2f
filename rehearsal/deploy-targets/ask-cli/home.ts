import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Credentials } from "../../signaling-service/access/access-keys.ts";

/** Who is signed in with ask-cli, and which of AWS's users deploys. */
export interface SignedIn {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly vendorId: string;
  readonly credentials: Credentials;
  /** Of another AWS account; in the AWS profile `other`. */
  readonly otherCredentials?: Credentials;
}

/** The name of the developer's AWS profile. */
export const AWS_PROFILE = "rehearsal";
/** The name of a profile with which nothing of theirs is found. */
const OTHER_AWS_PROFILE = "other";

/** Writes what `ask configure` and `aws configure` leave in a home folder. */
export async function writeHome(folder: string, signedIn: SignedIn): Promise<void> {
  const { accessToken, refreshToken, vendorId, credentials, otherCredentials } = signedIn;
  const token = { access_token: accessToken, refresh_token: refreshToken, token_type: "bearer", expires_in: 3600 };
  const profile = {
    token: { ...token, expires_at: "2099-01-01T00:00:00.000Z" },
    vendor_id: vendorId,
    aws_profile: AWS_PROFILE,
  };
  await writeSecret(
    join(folder, ".ask"),
    "cli_config",
    `${JSON.stringify({ profiles: { default: profile }, share_usage: false }, null, 2)}\n`,
  );
  await writeSecret(
    join(folder, ".aws"),
    "credentials",
    profileText(AWS_PROFILE, credentials) + (otherCredentials ? profileText(OTHER_AWS_PROFILE, otherCredentials) : ""),
  );
}

function profileText(name: string, { accessKeyId, secretAccessKey }: Credentials): string {
  return `[${name}]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
}

async function writeSecret(folder: string, name: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(join(folder, name), text, { mode: 0o600 });
}
