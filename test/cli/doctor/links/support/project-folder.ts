import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { ACCOUNT } from "./aws.ts";

export const SKILL_ID = "amzn1.ask.skill.00000000-0000-4000-8000-000000000000";

/** A stack's ARN, in a region of the owner's account unless it says otherwise. */
export function stackIdIn(region: string, { name = "ask-skill", accountId = ACCOUNT } = {}): string {
  return `arn:aws:cloudformation:${region}:${accountId}:stack/${name}/0a1b2c3d`;
}

/** A project that was deployed, as far as its files tell. */
export interface ProjectFolder {
  readonly folder: string;
  /** PATH and HOME in it, and nothing else. */
  readonly environment: Readonly<Record<string, string>>;
  /** Writes a file; text as it stands, anything else as JSON. */
  write(path: string, content: unknown): Promise<void>;
  /** Puts a shell program on the PATH. */
  program(name: string, script: string): Promise<void>;
  /** Writes what ask-cli notes of the profile default. */
  deployed(stacks?: Readonly<Record<string, string>>, bucket?: string): Promise<void>;
  remove(): Promise<void>;
}

/** What ask-resources.json has, of one region unless it says otherwise. */
export function askResources({
  awsRegion = "us-east-1" as string | undefined,
  parameters = {} as Readonly<Record<string, string>>,
  regions = ["default"] as readonly string[],
} = {}): object {
  const userConfig = { ...(awsRegion && { awsRegion }), templatePath: "./stack.yaml", cfn: { parameters } };
  const code = Object.fromEntries(regions.map((region) => [region, { src: "./lambda" }]));
  return { profiles: { default: { code, skillInfrastructure: { userConfig } } } };
}

/** Makes the folder, with an ask-resources.json and nothing deployed. */
export async function makeProjectFolder(): Promise<ProjectFolder> {
  const root = await mkdtemp(join(tmpdir(), "doctor-"));
  const [folder, programs, home] = ["project", "programs", "home"].map((name) => join(root, name)) as [
    string,
    string,
    string,
  ];
  await Promise.all([folder, programs, home].map((each) => mkdir(each)));
  async function write(path: string, content: unknown): Promise<void> {
    const file = path.startsWith("~/") ? join(home, path.slice(2)) : join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, typeof content === "string" ? content : `${JSON.stringify(content, null, 2)}\n`);
  }
  await write("ask-resources.json", askResources());
  return {
    folder,
    environment: { PATH: [programs, "/usr/bin", "/bin"].join(delimiter), HOME: home },
    write,
    program: (name, script) => writeFile(join(programs, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 }),
    async deployed(stacks = { default: stackIdIn("us-east-1") }, bucket = undefined) {
      const deployState = Object.fromEntries(
        Object.entries(stacks).map(([region, stackId]) => [
          region,
          { stackId, ...(bucket && { s3: { bucket, key: "endpoint/build.zip" } }) },
        ]),
      );
      const skillInfrastructure = { "@ask-cli/cfn-deployer": { deployState } };
      const profiles = { default: { skillId: SKILL_ID, skillInfrastructure } };
      await write(".ask/ask-states.json", { askcliStatesVersion: "2020-03-31", profiles });
    },
    remove: () => rm(root, { recursive: true }),
  };
}
