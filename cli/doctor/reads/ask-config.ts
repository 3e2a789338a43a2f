import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import * as z from "zod/mini";
import { ENVIRONMENT_PROFILE } from "../../../rehearsal/deploy-targets/ask-cli/ask-resources.ts";
import type { Patient } from "../patient.ts";

/** Who is signed in with ask-cli under a profile. No token leaves here. */
export interface AskConfig {
  /** The profile of AWS's tools that it deploys with; undefined where none was chosen. */
  readonly awsProfile: string | undefined;
}

/** Source: ask-cli 2.30.7, model/app-config. */
const configSchema = z.object({
  profiles: z.record(
    z.string(),
    z.object({
      token: z.optional(z.nullable(z.object({ refresh_token: z.optional(z.string()) }))),
      aws_profile: z.optional(z.nullable(z.string())),
    }),
  ),
});

/** The folder of whoever runs the command. */
export function homeOf({ HOME, USERPROFILE }: NodeJS.ProcessEnv): string {
  return HOME || USERPROFILE || homedir();
}

/** Reads who is signed in with ask-cli under the profile that is examined; undefined where nobody is. */
export async function readAskConfig({ environment, profile }: Patient): Promise<AskConfig | undefined> {
  // That profile is taken only where all of its keys are in the environment.
  if (profile === ENVIRONMENT_PROFILE) return { awsProfile: undefined };
  const text = await readFile(join(homeOf(environment), ".ask", "cli_config"), "utf8").catch(() => "");
  const found = parse(text)?.profiles[profile];
  if (!found?.token?.refresh_token) return undefined;
  return { awsProfile: found.aws_profile ?? undefined };
}

function parse(text: string): z.infer<typeof configSchema> | undefined {
  try {
    return z.safeParse(configSchema, JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
