import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { functions } from "../../../../../cli/doctor/links/skill/functions.ts";
import { variablesOf } from "../../../../../cli/doctor/links/skill/settings.ts";
import { entryPoints, partsOf } from "../../../../../cli/doctor/reads/functions.ts";
import { breakageOf, seenOf } from "../support/examined.ts";
import {
  CLIENT_ID,
  type Clinic,
  environmentOf,
  makeStack,
  openClinic,
  parameters,
  readTemplate,
} from "./support/clinic.ts";

let clinic: Clinic;
let name = "";
let usual: Readonly<Record<string, string>> = {};

beforeAll(async () => {
  clinic = await openClinic();
  name = clinic.stack.resources.SkillFunction?.physicalId ?? "";
  usual = environmentOf(clinic.stack, "SkillFunction");
});
beforeEach(() => clinic.reset());
afterAll(() => clinic.stop());

const give = (Variables: object) => clinic.change("SkillFunction", { Environment: { Variables } });

describe("the functions' settings", () => {
  it.each([
    ["Login with Amazon", {}],
    ["an OpenID Connect provider", { AccountLinking: "oidc", OidcIssuer: "https://id.example", OidcAudience: "skill" }],
  ])("are known as the template gives them, with %s", async (_, more) => {
    const stack = makeStack(await readTemplate(), more);
    for (const entryPoint of entryPoints) {
      const given = variablesOf({ ...stack, parameters: { ...parameters, ...more } }, entryPoint);
      expect(given).toEqual(environmentOf(stack, partsOf[entryPoint].function));
    }
  });

  it("name another client than the stack's, and the one that is wrong is changed", async () => {
    await give({ ...usual, LWA_CLIENT_ID: "amzn1.application-oa2-client.other" });
    const { breakage, sentence, remedy } = await breakageOf(functions, clinic.patient());
    expect([breakage, sentence]).toEqual(["settings-wrong", expect.stringContaining("another LWA_CLIENT_ID")]);
    expect(remedy.type).toEqual([
      expect.stringContaining(`{"LWA_CLIENT_ID":"${CLIENT_ID}"}`),
      `aws lambda wait function-updated --region eu-west-1 --function-name ${name}`,
    ]);
  });

  it("cannot be read by the function", async () => {
    const { LWA_CLIENT_ID: _, ...others } = usual;
    await give({ ...others, LWA_API_URL: "api.amazon.com" });
    const { breakage, sentence } = await breakageOf(functions, clinic.patient());
    expect(breakage).toBe("settings-wrong");
    expect(sentence).toContain("LWA_API_URL: type a URL");
  });

  it("are put right by what is typed, and what else is there stays and is not shown", async () => {
    const own = { MINE: "perhaps a secret" };
    await give({ ...usual, ...own, CAMERAS: "cloud", TABLE_NAME: "another", ALEXA_API_URL_NA: "nowhere" });
    const [line = ""] = (await breakageOf(functions, clinic.patient())).remedy.type ?? [];
    expect(line).not.toContain("perhaps a secret");
    await stubAws({
      Variables: { ...usual, ...own, CAMERAS: "cloud", TABLE_NAME: "another", ALEXA_API_URL_NA: "nowhere" },
    });
    expect(await typed(line)).toEqual({ Variables: { ...usual, ...own } });
  });

  it("are put right where there are none", async () => {
    await clinic.change("SkillFunction", { Environment: undefined });
    const [line = ""] = (await breakageOf(functions, clinic.patient())).remedy.type ?? [];
    await stubAws(null);
    expect(await typed(line)).toEqual({ Variables: usual });
  });

  it("log more than the stack has it, which is worth knowing", async () => {
    await give({ ...usual, LOG_LEVEL: "DEBUG" });
    const { notes } = await seenOf(functions, clinic.patient());
    expect(notes).toEqual([expect.stringContaining("logs from another level")]);
  });

  it("are of another template: it is deployed", async () => {
    await give({ ...usual, SNAPSHOT_BUCKET: "another" });
    clinic.tells({ template: "Resources: {}" });
    expect((await breakageOf(functions, clinic.patient())).remedy.type).toEqual(["npm run deploy"]);
  });

  it("are wrong in the stack itself", async () => {
    const oidc = { AccountLinking: "oidc", OidcIssuer: "id.example", OidcAudience: "skill" };
    clinic.tells({ parameters: { ...parameters, ...oidc } });
    const { LWA_CLIENT_ID: _, ...others } = usual;
    await give({ ...others, ACCOUNT_LINKING: "oidc", OIDC_ISSUER: "id.example", OIDC_AUDIENCE: "skill" });
    const { remedy } = await breakageOf(functions, clinic.patient());
    expect(remedy.say).toContain("OIDC_ISSUER: type the provider's issuer");
    expect(remedy.type).toBeUndefined();
  });
});

const tools = () => clinic.project.environment.PATH ?? "";

/** An `aws` that tells this environment, and keeps what it is given as another. */
async function stubAws(environment: object | null): Promise<void> {
  const print = `[ "$2" = get-function-configuration ] && echo '${JSON.stringify(environment)}' && exit`;
  await clinic.project.program("aws", `${print}\ncat /dev/stdin > "$HOME/given.json"`);
}

/** What a line that is typed gives AWS. */
async function typed(line: string): Promise<unknown> {
  const PATH = `${tools()}:${dirname(process.execPath)}`;
  await promisify(execFile)("sh", ["-c", line], { env: { ...clinic.project.environment, PATH } });
  return JSON.parse(await readFile(join(clinic.project.environment.HOME ?? "", "given.json"), "utf8"));
}
