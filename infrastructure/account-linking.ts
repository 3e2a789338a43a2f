import { redirectUrls } from "./account-linking/redirect-urls.ts";
import { type SentLinking, sendLinking } from "./account-linking/send-linking.ts";
import { profileOf } from "./ask/profile.ts";
import { isSkillId, noSkillId } from "./ask/skill-id.ts";
import { readCommandLine } from "./command-line.ts";
import { projectRoot } from "./project-root.ts";

const usage = `Usage: npm run account-linking [-- OPTIONS]

Sends accountLinking.json, which is yours and in no commit, to the skill's development stage with ask-cli. Begin with
  cp accountLinking.example.json accountLinking.json
and write the client of your Login with Amazon security profile into it.

  --profile NAME   ask-cli's profile; default without it
  --skill-id ID    the skill; without it the one that was deployed from here
  --help           print this
`;

const options = {
  profile: { type: "string", short: "p" },
  "skill-id": { type: "string", short: "s" },
  help: { type: "boolean" },
} as const;

const { profile: given, "skill-id": skillId } = readCommandLine(
  { script: "account-linking", usage, options },
  ({ values }) => {
    const { "skill-id": skillId } = values;
    if (skillId !== undefined && !isSkillId(skillId)) throw new Error(noSkillId(skillId));
    return values;
  },
);
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
