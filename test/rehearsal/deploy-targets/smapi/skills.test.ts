import { describe, expect, it } from "@jest/globals";
import { calledSmapi, connectedHome, eventsClient, grant } from "./called-smapi.ts";
import { accountLinking, functionArn, manifestWith, packageZip } from "./skill-package.ts";

const { smapi, deployed, call, importZip, newSkill } = calledSmapi();

describe("A skill", () => {
  it("has the credentials of the events' client", async () => {
    const skillId = await newSkill();
    const { body } = await call(`/v1/skills/${skillId}/credentials`);
    expect(body).toEqual({ skillMessagingCredentials: eventsClient });
  });

  it("keeps its account linking without ever giving the secret back", async () => {
    const path = `/v1/skills/${await newSkill()}/stages/development/accountLinkingClient`;
    expect((await call(path)).status).toBe(404);
    expect((await call(path, { method: "PUT", body: accountLinking() })).status).toBe(204);
    const { clientSecret, ...told } = accountLinking().accountLinkingRequest;
    expect((await call(path)).body).toEqual({ accountLinkingResponse: told });
    expect(JSON.stringify(smapi().skills())).not.toContain(clientSecret);
    const refused = await call(path, { method: "PUT", body: accountLinking({ type: "CODE" }) });
    expect(refused).toMatchObject({ status: 400, body: { message: "Account linking information is not valid." } });
    expect((await call(path)).body).toEqual({ accountLinkingResponse: told });
    expect((await call(path, { method: "DELETE" })).status).toBe(204);
    expect((await call(path)).status).toBe(404);
  });

  it("can be enabled once it has an endpoint", async () => {
    const skillId = await newSkill();
    const path = `/v1/skills/${skillId}/stages/development/enablement`;
    expect((await call(path)).status).toBe(404);
    expect((await call(path, { method: "PUT" })).status).toBe(403);
    deployed.triggers = [grant(connectedHome, skillId)];
    await importZip(packageZip(manifestWith({ uri: functionArn })), skillId);
    expect((await call(path, { method: "PUT" })).status).toBe(204);
    expect((await call(path)).status).toBe(204);
    expect((await call(path, { method: "DELETE" })).status).toBe(204);
    expect((await call(path)).status).toBe(404);
  });

  it("has a development stage alone", async () => {
    expect((await call(`/v1/skills/${await newSkill()}/stages/live/manifest`)).status).toBe(404);
  });

  it("is gone when it was deleted", async () => {
    const skillId = await newSkill();
    expect((await call(`/v1/skills/${skillId}`, { method: "DELETE" })).status).toBe(204);
    expect((await call(`/v1/skills/${skillId}/status`)).status).toBe(404);
    expect(
      smapi()
        .skills()
        .some(({ id }) => id === skillId),
    ).toBe(false);
  });
});
