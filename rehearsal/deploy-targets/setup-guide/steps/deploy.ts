import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ASK_RESOURCES } from "../../ask-cli/ask-resources.ts";
import { expect, theOne } from "../../scenario.ts";
import { CLIENT_SECRET } from "../../scenarios/account-linking.ts";
import type { GuideStep } from "../guide-step.ts";
import { asItStands, noted, runDeployed, type Scene } from "../scene.ts";

const DEPLOY_SECONDS = 300;
const CONCURRENCY = "aws lambda get-account-settings --region us-east-1 --query AccountLimit.ConcurrentExecutions";
const DEPLOY = "npm run deploy";
/** Amazon lets nobody enable a smart-home skill this way: the page says that it is how a good deploy ends. */
const ENABLING = /"smartHome" cannot be enabled/;

/** Writes into a file of the clone by hand, where it says something once. */
async function write(scene: Scene, path: string, from: string, to: string): Promise<void> {
  const file = join(noted(scene, "project"), path);
  const text = await readFile(file, "utf8");
  expect(text.split(from).length === 2, `${path} does not say ${from} once`);
  await writeFile(
    file,
    text.replace(from, () => to),
  );
}

const COPY = "cp accountLinking.example.json accountLinking.json";

/** The Login with Amazon console shows the id and the secret of a security profile. */
async function fillInClient(scene: Scene): Promise<void> {
  const { clientId } = scene.story.amazon.login;
  const parameter = (value: string) => `"LoginWithAmazonClientId": "${value}"`;
  await write(scene, ASK_RESOURCES, parameter(""), parameter(clientId));
  await scene.desk.type(COPY);
  const example = await readFile(join(noted(scene, "project"), "accountLinking.json"), "utf8");
  const [id, secret, ...more] = example.match(/\[FILL IN: [^\]]*\]/g) ?? [];
  expect(id !== undefined && secret !== undefined && more.length === 0, "there are not two places to fill in");
  await write(scene, "accountLinking.json", id, clientId);
  await write(scene, "accountLinking.json", secret, CLIENT_SECRET);
}

async function deploy(scene: Scene, command: string): Promise<void> {
  const said = await scene.desk.type(command, { seconds: DEPLOY_SECONDS });
  expect(ENABLING.test(said), `${command} did not come to its last step`);
  await runDeployed(scene);
  theOne(scene.story.amazon.smapi.skills(), "skills");
  theOne(scene.story.amazon.cloudFormation.stacks(), "stacks");
}

async function linkAccounts({ story, desk }: Scene): Promise<void> {
  const said = await desk.type("npm run account-linking");
  const { login, smapi, vendorId } = story.amazon;
  // The console's "Allowed Return URLs" take what is printed.
  const urls = said.match(/https:\/\/\S+\/api\/skill\/link\/\S+/g) ?? [];
  expect(
    urls.length === 3 && urls.every((url) => url.endsWith(`/${vendorId}`)),
    `npm run account-linking has printed ${urls.length} return URLs`,
  );
  const { accountLinking } = theOne(smapi.skills(), "skills");
  expect(accountLinking?.clientId === login.clientId, "the skill does not link accounts with the security profile");
}

/** Steps 3, 4 and 5 of the page. */
export const deploying: readonly GuideStep[] = [
  {
    command: CONCURRENCY,
    async play(scene) {
      const said = await scene.desk.type(CONCURRENCY);
      expect(Number(said) > 10, `the account may run ${said.trim()} functions at a time`);
    },
  },
  { command: COPY, after: CONCURRENCY, play: fillInClient },
  asItStands("npm run skill:check -- --deploy", { after: CONCURRENCY }),
  { command: DEPLOY, play: (scene) => deploy(scene, DEPLOY) },
  { command: "ask deploy", after: DEPLOY, play: (scene) => deploy(scene, "ask deploy") },
  // It looks at the last commit, which has no function in it: the deploy has written one, and nobody has committed that.
  asItStands("npm run skill:check -- --committed", { after: DEPLOY }),
  { command: "npm run account-linking", play: linkAccounts },
];
