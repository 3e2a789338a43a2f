import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import * as z from "zod/mini";
import { ENVIRONMENT_PROFILE } from "../../rehearsal/deploy-targets/ask-cli/ask-resources.ts";

const configSchema = z.object({
  profiles: z.record(z.string(), z.object({ vendor_id: z.optional(z.nullable(z.string())) })),
});

/** Amazon's hosts that take part in account linking. */
const hosts = ["pitangui.amazon.com", "layla.amazon.com", "alexa.amazon.co.jp"];

/**
 * The URLs that Alexa has a user sent back to, for the account provider's list; undefined where the vendor's id is not
 * known here. The console's page "Account Linking" has the last word: that these are all is not verified.
 * Source: many public skills, which have these three hosts and end in the vendor's id.
 */
export async function redirectUrls(
  profile: string,
  environment: NodeJS.ProcessEnv,
): Promise<readonly string[] | undefined> {
  const vendorId = profile === ENVIRONMENT_PROFILE ? environment.ASK_VENDOR_ID : await vendorOf(profile, environment);
  return vendorId === undefined ? undefined : hosts.map((host) => `https://${host}/api/skill/link/${vendorId}`);
}

/** The vendor's id that `ask configure` has noted. Source: ask-cli 2.30.7, utils/profile-helper. */
async function vendorOf(profile: string, { HOME }: NodeJS.ProcessEnv): Promise<string | undefined> {
  const text = await readFile(join(HOME ?? homedir(), ".ask", "cli_config"), "utf8").catch(() => "{}");
  try {
    return z.parse(configSchema, JSON.parse(text)).profiles[profile]?.vendor_id ?? undefined;
  } catch {
    return undefined;
  }
}
