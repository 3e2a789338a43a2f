import { expect } from "../../scenario.ts";
import type { Answer } from "../../typed-at-prompts.ts";
import type { GuideStep } from "../guide-step.ts";
import { asItStands, fillIn, noted, type Scene } from "../scene.ts";

const INSTALL_SECONDS = 240;
const BROKEN = "Class extends value undefined";

/** The key of an IAM user, and where nothing is said: what `aws configure` proposes. */
function keyOf({ story }: Scene): readonly Answer[] {
  const { accessKeyId, secretAccessKey } = story.amazon.credentials;
  return [
    { asked: "AWS Access Key ID", typed: accessKeyId },
    { asked: "AWS Secret Access Key", typed: secretAccessKey },
    { asked: "Default region name", typed: "" },
    { asked: "Default output format", typed: "" },
  ];
}

const CONFIGURE = "ask configure";

/** The browser, in which the developer is signed in, comes to Login with Amazon and back by itself. */
const signIn: readonly Answer[] = [
  { asked: "Do you confirm that you used the browser", typed: "y" },
  { asked: "Do you want to link your AWS account", typed: "y" },
  { asked: "Please choose from the following existing AWS profiles", typed: "" },
];

async function configure({ desk, story }: Scene): Promise<void> {
  const said = await desk.type(CONFIGURE, { answers: signIn });
  expect(said.includes(`Vendor ID: ${story.amazon.vendorId}`), `${CONFIGURE} has not found the vendor's id`);
  expect(/AWS Profile: default\b/.test(said), `${CONFIGURE} has not linked the AWS profile "default"`);
}

/** Where the package that npm takes starts as it is, whoever wants to try the repair opens a window for it. */
const windowOfRepair = (scene: Scene) => (noted(scene, "askIsBroken") ? {} : { window: "repair" });

/** Step 1 of the page. */
export const keyAndAskCli: readonly GuideStep[] = [
  {
    command: "aws configure",
    play: async (scene) => void (await scene.desk.type("aws configure", { answers: keyOf(scene) })),
  },
  asItStands("npm install --global ask-cli", { seconds: INSTALL_SECONDS }),
  {
    command: CONFIGURE,
    async play(scene) {
      const { desk } = scene;
      const version = await desk.type("ask --version; true");
      scene.noted.askIsBroken = version.includes(BROKEN);
      if (!scene.noted.askIsBroken) return configure(scene);
      const said = await desk.type(CONFIGURE, { exitCode: 1 });
      expect(said.includes(BROKEN), `${CONFIGURE} ends otherwise than the page says`);
    },
  },
  {
    command: "export AWS_PROFILE=<its name>",
    after: CONFIGURE,
    async play(scene) {
      const window = "another profile";
      await scene.desk.type("aws configure --profile cameras", { window, answers: keyOf(scene) });
      const line = fillIn("export AWS_PROFILE=<its name>", { "<its name>": "cameras" });
      await scene.desk.type(line, { window });
      await scene.desk.type("aws cloudformation describe-stacks --region us-east-1", { window });
    },
  },
  repairing(`mkdir -p ~/ask-cli && echo '{ "overrides": { "antlr4ts": "0.5.0-alpha.4" } }' > ~/ask-cli/package.json`),
  repairing("(cd ~/ask-cli && npm install ask-cli@2.30.7)"),
  {
    command: 'export PATH="$HOME/ask-cli/node_modules/.bin:$PATH"',
    async play(scene) {
      const where = windowOfRepair(scene);
      await scene.desk.type(this.command, where);
      await scene.desk.type("ask --version", where);
      if (noted(scene, "askIsBroken")) await configure(scene);
    },
  },
];

function repairing(command: string): GuideStep {
  return {
    command,
    async play(scene) {
      await scene.desk.type(command, { ...windowOfRepair(scene), seconds: INSTALL_SECONDS });
    },
  };
}
