import { parseArgs } from "node:util";
import { redirectUrls } from "./account-linking/redirect-urls.ts";
import { type SentLinking, sendLinking } from "./account-linking/send-linking.ts";
import { profileOf } from "./ask/profile.ts";
import { projectRoot } from "./project-root.ts";

const usage = `Usage: npm run account-linking [-- OPTIONS]

Sends accountLinking.json, which is yours and in no commit, to the skill's development stage with ask-cli. Begin with
  cp accountLinking.example.json accountLinking.json
and write the client of your Login with Amazon security profile into it.

  --profile NAME   ask-cli's profile; default without it
  --skill-id ID    the skill; without it the one that was deployed from here
  --help           print this
`;

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        profile: { type: "string", short: "p" },
        "skill-id": { type: "string", short: "s" },
        help: { type: "boolean" },
      },
    });
    const { "skill-id": skillId } = values;
    if (skillId !== undefined && !skillId.startsWith("amzn1.ask.skill.")) {
      throw new Error("--skill-id wants a skill's id, amzn1.ask.skill.…");
    }
    return values;
  } catch (error) {
    process.stderr.write(`error: ${(error as Error).message}\n\n${usage}`);
    return process.exit(2);
  }
}

const { profile: given, "skill-id": skillId, help } = readArguments();
if (help) {
  process.stdout.write(usage);
  process.exit();
}
const { env: environment } = process;
const profile = profileOf(given, environment);
try {
  const sent = await sendLinking({ root: projectRoot, profile, skillId, environment });
  process.stdout.write(sentence(sent, await redirectUrls(profile, environment)));
} catch (error) {
  process.stderr.write(`error: ${(error as Error).message}\n`);
  process.exitCode = 1;
}

function sentence({ skillId: sentTo, usesAmazon }: SentLinking, urls: readonly string[] | undefined): string {
  const list = usesAmazon
    ? 'the security profile\'s "Allowed Return URLs" (https://developer.amazon.com/loginwithamazon/console/site/lwa/overview.html, Web Settings)'
    : "your provider's list of redirect URLs";
  const shown = urls?.map((url) => `  ${url}\n`).join("") ?? "";
  return [
    `✔ ${sentTo} links accounts by accountLinking.json`,
    "",
    `Alexa sends users back to the URLs below; they have to be in ${list}.`,
    `${shown}The developer console has them all: the skill's page Account Linking, "Alexa Redirect URLs".`,
    "",
    "Next: enable the skill in the Alexa app (docs/setup.md).",
    "",
  ].join("\n");
}
