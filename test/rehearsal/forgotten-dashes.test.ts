import { describe, expect, it } from "@jest/globals";
import { forgottenDashes } from "../../rehearsal/forgotten-dashes.ts";

const options = { profile: { type: "string" }, "new-skill": { type: "boolean" }, json: { type: "boolean" } } as const;
const started = (typed: readonly string[], environment: NodeJS.ProcessEnv) =>
  forgottenDashes({ script: "deploy", options, typed, environment: { npm_lifecycle_event: "deploy", ...environment } });

describe("options that were typed without -- before them", () => {
  it("are named, with what to type", () => {
    expect(started([], { npm_config_json: "true" })).toBe(
      "npm has kept --json for itself: options go behind `--`. Type: npm run deploy -- --json",
    );
    expect(started([], { npm_config_new_skill: "true", npm_config_json: "true" })).toMatch(
      /kept --new-skill and --json for itself.*npm run deploy -- --new-skill --json$/,
    );
  });

  it("get back the value that npm has handed on as a word, or kept with them", () => {
    expect(started(["beta"], { npm_config_profile: "true" })).toMatch(/npm run deploy -- --profile beta$/);
    expect(started([], { npm_config_profile: "beta" })).toMatch(/npm run deploy -- --profile beta$/);
    expect(started(["fr-FR", "de-DE"], { npm_config_profile: "true" })).toMatch(/npm run deploy -- --profile …$/);
  });

  it("are not missing where they have arrived, nor where only npm's own were given", () => {
    expect(started(["--profile", "beta"], { npm_config_profile: "other" })).toBeUndefined();
    expect(started(["--profile=beta"], { npm_config_profile: "other" })).toBeUndefined();
    expect(started([], { npm_config_loglevel: "silent", npm_config_json: "" })).toBeUndefined();
  });

  it("are no matter of what the script starts", () => {
    expect(started([], { npm_lifecycle_event: "other", npm_config_json: "true" })).toBeUndefined();
  });
});
