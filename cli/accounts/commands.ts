import { type Command, Option } from "commander";
import { withPlace } from "../cameras/commands.ts";
import type { Surroundings } from "../cameras/skill.ts";
import { DEFAULT_DATA } from "../paths.ts";

/** Adds `camera-skill accounts` and what it can do. */
export function accountCommands(program: Command, surroundings: () => Surroundings): void {
  const accounts = program
    .command("accounts")
    .description("find out users' ids, by which cameras belong to them")
    .showHelpAfterError("(npx camera-skill accounts --help shows what there is)");

  accounts
    .command("whoami")
    .description(
      "print the user id of an access token, as a camera's owners have it; asks the running rehearsal's provider, or Amazon",
    )
    .showHelpAfterError("(npx camera-skill accounts whoami --help shows what there is)")
    .requiredOption("--token-file <file>", "a file with the access token and nothing else; - is standard input")
    .option("--client-id <id>", "the client that the skill is linked with, at Login with Amazon")
    .option("--issuer <url>", "the issuer of an OpenID Connect provider, instead of Login with Amazon")
    .option("--audience <text>", "what that provider's tokens for the skill have in aud")
    .option("--json", "print who it is, and who says so, as one line of JSON")
    .addOption(new Option("--data <folder>", "where the rehearsal keeps its channels").default(DEFAULT_DATA))
    .action(async (options) => (await import("./whoami.ts")).whoami(options, surroundings().terminal));

  const seeing = accounts
    .command("seen")
    .description(
      "show the users whom a deployed skill, or the running rehearsal's, knows: who enabled it, and who asked for cameras and has none",
    )
    .option("--json", "print one JSON document on standard output; all else goes to standard error");
  withPlace(seeing, "accounts", "Which skill:").action(async (options) =>
    (await import("./seen.ts")).seen(options, surroundings()),
  );
}
