import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const TEMPLATE = "infrastructure/cfn-deployer/skill-stack.yaml";
const template = fileURLToPath(new URL(`../../../${TEMPLATE}`, import.meta.url));

/** A project of our own, in which nothing is wrong until a test plants it. */
export interface PlantedProject {
  readonly root: string;
  write(path: string, content: string | Buffer): Promise<void>;
  read(path: string): Promise<string>;
  /** Changes a text that a file has exactly once; gives the line it is on. */
  change(path: string, from: string, to: string): Promise<number>;
  remove(): Promise<void>;
}

/** Makes the project in a new folder, with the real template. */
export async function plantProject(prefix = "camera-skill-checks-"): Promise<PlantedProject> {
  const root = await mkdtemp(join(tmpdir(), prefix));
  const write = async (path: string, content: string | Buffer) => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  };
  const read = (path: string) => readFile(join(root, path), "utf8");
  await write("skill-package/skill.json", JSON.stringify(manifest, null, 2));
  await write("skill-package/assets/images/small.png", png(108, 108));
  await write("skill-package/assets/images/large.png", png(512, 512));
  await write("ask-resources.json", JSON.stringify(resources, null, 2));
  await write("lambda/index.ts", "export const handler = () => {};\n");
  await write("hooks/build.sh", "#!/bin/sh\n");
  await chmod(join(root, "hooks/build.sh"), 0o755);
  await mkdir(dirname(join(root, TEMPLATE)), { recursive: true });
  await cp(template, join(root, TEMPLATE));
  return {
    root,
    write,
    read,
    async change(path, from, to) {
      const text = await read(path);
      const [before = "", ...rest] = text.split(from);
      if (rest.length !== 1) throw new Error(`${path} has ${JSON.stringify(from)} ${rest.length} times`);
      await write(path, `${before}${to}${rest[0]}`);
      return before.split("\n").length;
    },
    remove: () => rm(root, { recursive: true }),
  };
}

/** The beginning of a PNG, with its size. Source: PNG specification, signature and IHDR. */
export function png(width: number, height: number): Buffer {
  const bytes = Buffer.from("89504e470d0a1a0a0000000d4948445200000000000000000806000000", "hex");
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

const manifest = {
  manifest: {
    manifestVersion: "1.0",
    apis: { smartHome: { protocolVersion: "3" } },
    permissions: [{ name: "alexa::async_event:write" }],
    publishingInformation: {
      category: "SMART_HOME",
      distributionMode: "PUBLIC",
      isAvailableWorldwide: true,
      testingInstructions: "Link the account tester@cameras.invalid and say “Alexa, show the porch”.",
      locales: {
        "en-US": {
          name: "Porch Cameras",
          summary: "See your porch.",
          description: "See your porch on an Echo Show.",
          examplePhrases: ["Alexa, show the porch"],
          keywords: ["porch"],
          smallIconUri: "file://assets/images/small.png",
          largeIconUri: "file://assets/images/large.png",
        },
      },
    },
    privacyAndCompliance: {
      usesPersonalInfo: true,
      isExportCompliant: true,
      locales: {
        "en-US": {
          privacyPolicyUrl: "https://cameras.invalid/privacy",
          termsOfUseUrl: "https://cameras.invalid/terms",
        },
      },
    },
  },
};

const resources = {
  askcliResourcesVersion: "2020-03-31",
  profiles: {
    default: {
      skillMetadata: { src: "./skill-package" },
      code: { default: { src: "./lambda" } },
      skillInfrastructure: {
        type: "@ask-cli/cfn-deployer",
        userConfig: {
          runtime: "nodejs24.x",
          handler: "index.handler",
          awsRegion: "us-east-1",
          templatePath: `./${TEMPLATE}`,
          targetEndpoint: ["smartHome"],
          skillEvents: { subscriptions: ["SKILL_ENABLED", "SKILL_DISABLED"] },
          cfn: { parameters: { AccountLinking: "lwa", LoginWithAmazonClientId: "amzn1.application-oa2-client.a1" } },
        },
      },
    },
  },
};
