import { afterAll, beforeAll, beforeEach, expect } from "@jest/globals";
import type { TriggerPermission } from "../../../../rehearsal/deploy-targets/deployed-stack.ts";
import { type Smapi, startSmapi } from "../../../../rehearsal/deploy-targets/smapi/index.ts";
import { functionArn, packageZip } from "./skill-package.ts";

/** Whose SMAPI it is. */
export const vendorId = "M1VENDOR";
export const refreshToken = "Atzr|refresh";
export const eventsClient = { clientId: "events-client", clientSecret: "events-secret" };

/** Who has to be let in by a function of a smart home skill, and by one that hears skill events. */
export const connectedHome = "alexa-connectedhome.amazon.com";
export const skillsKit = "alexa-appkit.amazon.com";

/** What lets a principal in for a skill. */
export function grant(principal: string, eventSourceToken: string | undefined, arn = functionArn): TriggerPermission {
  return { functionArn: arn, principal, eventSourceToken };
}

interface Call {
  readonly method?: string;
  readonly body?: unknown;
  readonly authorization?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A SMAPI, and the calls that the developer makes to it. To be called at the beginning of a test file. */
export function calledSmapi() {
  /** Who may invoke the functions there are; nobody, when a test begins. */
  const deployed: { triggers: readonly TriggerPermission[] } = { triggers: [] };
  const clock = { now: Date.now() };
  let smapi: Smapi;

  beforeAll(async () => {
    const triggersOf = (arn: string) => deployed.triggers.filter(({ functionArn: granted }) => granted === arn);
    smapi = await startSmapi({ triggersOf, vendorId, refreshToken, eventsClient, now: () => clock.now });
  });
  beforeEach(() => {
    deployed.triggers = [];
  });
  afterAll(() => smapi.stop());

  async function call(path: string, { method = "GET", body, authorization, headers }: Call = {}) {
    const response = await fetch(smapi.url + path, {
      method,
      headers: {
        authorization: authorization ?? smapi.accessToken,
        "content-type": "application/json",
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
  }

  /** Gives the URL that the package was uploaded to. */
  async function upload(zip: Uint8Array): Promise<string> {
    const { body } = await call("/v1/skills/uploads", { method: "POST" });
    const put = await fetch(body.uploadUrl, { method: "PUT", body: Buffer.from(zip) });
    expect(put.status).toBe(200);
    return body.uploadUrl;
  }

  /** Uploads a package, imports it, and gives the import's status. */
  async function importZip(zip: Uint8Array, skillId?: string) {
    const location = await upload(zip);
    const path = skillId === undefined ? "/v1/skills/imports" : `/v1/skills/${skillId}/imports`;
    const body = skillId === undefined ? { location, vendorId } : { location };
    const started = await call(path, { method: "POST", body });
    expect(started.status).toBe(202);
    return (await call(started.headers.get("location") ?? "")).body;
  }

  return {
    smapi: () => smapi,
    deployed,
    clock,
    call,
    upload,
    importZip,
    /** Makes a skill, and gives its id. */
    newSkill: async (): Promise<string> => (await importZip(packageZip())).skill.skillId,
  };
}
