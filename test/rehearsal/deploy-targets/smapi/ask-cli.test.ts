import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { type Smapi, startSmapi } from "../../../../rehearsal/deploy-targets/smapi/index.ts";
import { describeWithPeer } from "../../../real-peers/describe-with-peer.ts";
import { accountLinking, png, skillJson } from "./skill-package.ts";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const program = join(root, ".real-peers/ask-cli/node_modules/ask-cli/dist/bin/ask.js");
const missing = existsSync(program)
  ? undefined
  : "ask-cli is not in .real-peers/ask-cli: `npm run deploy:rehearse` installs it";

const vendorId = "M1VENDOR";
const refreshToken = "Atzr|refresh";

describeWithPeer("Amazon's ask-cli and the stand-in SMAPI", missing, () => {
  let smapi: Smapi;
  let home: string;
  let project: string;

  beforeAll(async () => {
    const eventsClient = { clientId: "events-client", clientSecret: "events-secret" };
    smapi = await startSmapi({ triggersOf: () => [], vendorId, refreshToken, eventsClient });
    home = await mkdtemp(join(tmpdir(), "ask-cli-"));
    project = join(home, "project");
    const token = { access_token: smapi.accessToken, refresh_token: refreshToken, expires_at: "2099-01-01T00:00:00Z" };
    const skillMetadata = { src: "./skill-package" };
    const profiles = { default: { skillMetadata }, __ENVIRONMENT_ASK_PROFILE__: { skillMetadata } };
    const files = {
      ".ask/cli_config": { profiles: { default: { token, vendor_id: vendorId } }, share_usage: false },
      "project/ask-resources.json": { askcliResourcesVersion: "2020-03-31", profiles },
      "project/accountLinking.json": accountLinking(),
      "project/skill-package/skill.json": skillJson(),
    };
    await mkdir(join(home, ".ask"));
    await mkdir(join(project, "skill-package/assets/images"), { recursive: true });
    for (const [path, content] of Object.entries(files)) await writeFile(join(home, path), JSON.stringify(content));
    await writeFile(join(project, "skill-package/assets/images/small.png"), png(108, 108));
    await writeFile(join(project, "skill-package/assets/images/large.png"), png(512, 512));
  });

  afterAll(async () => {
    await smapi?.stop();
    if (home) await rm(home, { recursive: true });
  });

  async function ask(command: string, environment: Readonly<Record<string, string>> = {}): Promise<string> {
    const { PATH = "" } = process.env;
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [program, ...command.split(" ")], {
      cwd: project,
      env: {
        PATH,
        HOME: home,
        USERPROFILE: home,
        ASK_SMAPI_SERVER_BASE_URL: smapi.url,
        ASK_LWA_TOKEN_HOST: smapi.loginUrl,
        ASK_SHARE_USAGE: "false",
        ASK_SKIP_NEW_VERSION_REMINDER: "1",
        ...environment,
      },
    });
    return stdout + stderr;
  }

  it("deploys the skill's package, sends its account linking, and reads both back", async () => {
    await ask("deploy --target skill-metadata");
    const [skill] = smapi.skills();
    expect(skill).toMatchObject({ manifest: skillJson().manifest, imports: 1 });
    const of = `-s ${skill?.id} -g development`;
    await ask(`smapi update-account-linking-info ${of} --account-linking-request file:accountLinking.json`);
    expect(await ask(`smapi get-account-linking-info ${of}`)).toContain('"clientId": "amzn1.application-oa2-client.1"');
    expect(JSON.parse(await ask(`smapi get-skill-manifest ${of}`))).toEqual(skillJson());
  }, 60_000);

  it("deploys by the tokens of its environment, as a CI does", async () => {
    // The state of a profile is its own: this one has no skill yet.
    const keys = { AWS_ACCESS_KEY_ID: "key", AWS_SECRET_ACCESS_KEY: "secret", ASK_VENDOR_ID: vendorId };
    await ask("deploy --target skill-metadata", { ...keys, ASK_REFRESH_TOKEN: refreshToken });
    expect(smapi.requests()).toContainEqual({ method: "POST", path: "/auth/o2/token", status: 200 });
    expect(smapi.skills()).toHaveLength(2);
    const refused = ask("deploy --target skill-metadata --ignore-hash", { ...keys, ASK_REFRESH_TOKEN: "Atzr|other" });
    await expect(refused).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining("invalid_grant") });
  }, 60_000);
});
