import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { redirectUrls } from "../../../infrastructure/account-linking/redirect-urls.ts";
import { sendLinking } from "../../../infrastructure/account-linking/send-linking.ts";
import { type PlantedProject, plantProject } from "../checks/plant-project.ts";

const SECRET = "amzn1.oa2-cs.v1.very-secret";
const request = {
  type: "AUTH_CODE",
  authorizationUrl: "https://www.amazon.com/ap/oa",
  accessTokenUrl: "https://api.amazon.com/auth/o2/token",
  accessTokenScheme: "HTTP_BASIC",
  scopes: ["profile:user_id"],
  clientId: "amzn1.application-oa2-client.a1",
  clientSecret: SECRET,
};

let project: PlantedProject;
beforeEach(async () => {
  project = await plantProject();
  await write(request);
});
afterEach(() => project.remove());

const write = (accountLinkingRequest: object) =>
  project.write("accountLinking.json", JSON.stringify({ accountLinkingRequest }, null, 2));

const send = (skillId?: string) =>
  sendLinking({
    root: project.root,
    profile: "default",
    skillId,
    environment: { PATH: [join(project.root, "bin"), "/usr/bin", "/bin"].join(":"), HOME: project.root },
  });

/** Puts an `ask` onto the PATH that notes what it was told. */
async function installAsk(script: string): Promise<void> {
  await project.write("bin/ask", `#!/bin/sh\necho "$PWD" "$@" > asked.txt\n${script}\n`);
  await chmod(join(project.root, "bin/ask"), 0o755);
}

async function refusal(skillId?: string): Promise<string> {
  return send(skillId).then(
    () => "it was sent",
    (error: Error) => error.message,
  );
}

describe("account linking", () => {
  it("is sent for the skill that was deployed from here, by the file's name and not its content", async () => {
    await installAsk("");
    const states = { askcliStatesVersion: "2020-03-31", profiles: { default: { skillId: "amzn1.ask.skill.1" } } };
    await project.write(".ask/ask-states.json", JSON.stringify(states));
    expect(await send()).toEqual({ skillId: "amzn1.ask.skill.1", usesAmazon: true });
    const asked = await project.read("asked.txt");
    expect(asked).toContain("smapi update-account-linking-info --skill-id amzn1.ask.skill.1 --stage development");
    expect(asked).toContain("--account-linking-request file:accountLinking.json --profile default");
    expect(asked).not.toContain(SECRET);
  });

  it("is sent for the skill that is named", async () => {
    await installAsk("");
    expect((await send("amzn1.ask.skill.2")).skillId).toBe("amzn1.ask.skill.2");
  });

  it("wants a skill that was deployed, or is named", async () => {
    await installAsk("");
    expect(await refusal()).toContain("npm run deploy first, or name one by --skill-id");
  });

  it("tells what ask-cli said where it failed, without the secret", async () => {
    await installAsk(`echo "[Error]: refused ${SECRET} of Amazon" >&2; exit 1`);
    const message = await refusal("amzn1.ask.skill.1");
    expect(message).toContain("[Error]: refused … of Amazon");
    expect(message).not.toContain(SECRET);
  });

  it("says what to type where ask-cli is missing, or has got a broken package", async () => {
    expect(await refusal("amzn1.ask.skill.1")).toContain("npm install --global ask-cli");
    await installAsk('echo "TypeError: Class extends value undefined is not a constructor or null" >&2; exit 1');
    expect(await refusal("amzn1.ask.skill.1")).toContain('"antlr4ts": "0.5.0-alpha.4"');
  });
});

describe("a file of account linking is refused, with its line and without its secret,", () => {
  const line = (key: string) =>
    JSON.stringify({ a: request }, null, 2)
      .split("\n")
      .findIndex((text) => text.includes(key)) + 1;

  it.each([
    [
      "where a place is not filled in",
      "clientId",
      "[FILL IN: the client id]",
      "write the client id in place of [FILL IN: …]",
    ],
    ["where it is not by authorization code", "type", "IMPLICIT", 'write "type": "AUTH_CODE"'],
    ["where it has no scope", "scopes", [], '"scopes": ["profile:user_id"]'],
    ["where the secret is no text", "clientSecret", 98765, "clientSecret is missing, or no text"],
    ["where a scheme is none", "accessTokenScheme", "BASIC", "HTTP_BASIC"],
    ["where it is of another client than the skill takes tokens of", "clientId", "other", "LoginWithAmazonClientId"],
  ])("%s", async (_, key, value, what) => {
    await installAsk("");
    await write({ ...request, [key]: value });
    const message = await refusal("amzn1.ask.skill.1");
    expect(message).toContain(`accountLinking.json:${line(`"${key}"`)}: `);
    expect(message).toContain(what);
    for (const secret of [SECRET, "98765"]) expect(message).not.toContain(secret);
  });

  it("where the record around it is missing", async () => {
    await project.write("accountLinking.json", JSON.stringify(request, null, 2));
    const message = await refusal("amzn1.ask.skill.1");
    expect(message).toMatch(/^accountLinking\.json:1: "accountLinkingRequest" is missing/);
    expect(message).not.toContain(SECRET);
  });

  it("where it is no JSON", async () => {
    await project.write("accountLinking.json", `{\n"clientSecret": "${SECRET}",\n`);
    expect(await refusal()).toBe("accountLinking.json:3: this is no JSON");
  });

  it("and where there is none, by what to type", async () => {
    await project.write("accountLinking.json", "");
    expect(await refusal()).toBe("accountLinking.json:1: this is no JSON");
    await project.remove();
    project = await plantProject();
    expect(await refusal()).toContain("cp accountLinking.example.json accountLinking.json");
  });
});

describe("the URLs that Alexa sends users back to", () => {
  it("end in the vendor's id, which ask configure has noted", async () => {
    const config = { profiles: { default: { vendor_id: "M2VENDOR", token: { refresh_token: "x" } } } };
    await project.write(".ask/cli_config", JSON.stringify(config));
    expect(await redirectUrls("default", { HOME: project.root })).toEqual([
      "https://pitangui.amazon.com/api/skill/link/M2VENDOR",
      "https://layla.amazon.com/api/skill/link/M2VENDOR",
      "https://alexa.amazon.co.jp/api/skill/link/M2VENDOR",
    ]);
    expect(await redirectUrls("other", { HOME: project.root })).toBeUndefined();
  });

  it("have it from the environment where the profile is there", async () => {
    const urls = await redirectUrls("__ENVIRONMENT_ASK_PROFILE__", { HOME: project.root, ASK_VENDOR_ID: "M3" });
    expect(urls?.[0]).toBe("https://pitangui.amazon.com/api/skill/link/M3");
  });

  it("are not known where ask-cli was never configured", async () => {
    expect(await redirectUrls("default", { HOME: join(project.root, "nobody") })).toBeUndefined();
  });
});
