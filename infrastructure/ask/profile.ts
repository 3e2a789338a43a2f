import { ENVIRONMENT_PROFILE } from "../../rehearsal/deploy-targets/ask-cli/ask-resources.ts";

const keys = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "ASK_VENDOR_ID"];

/**
 * The profile that ask-cli would take.
 * @param given that of `--profile`.
 * Source: ask-cli 2.30.7, utils/profile-helper.
 */
export function profileOf(given: string | undefined, environment: NodeJS.ProcessEnv): string {
  const inEnvironment =
    keys.every((key) => environment[key]) && Boolean(environment.ASK_REFRESH_TOKEN || environment.ASK_ACCESS_TOKEN);
  return given || (inEnvironment ? ENVIRONMENT_PROFILE : environment.ASK_DEFAULT_PROFILE) || "default";
}
