import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import type { Envelope } from "../../../rehearsal/replay/envelope.ts";
import { fillIn } from "../../../rehearsal/replay/fill-in.ts";
import { maskSecrets } from "../../../rehearsal/wire/mask.ts";

const directive = (name: string): Envelope =>
  JSON.parse(readFileSync(new URL(`../../fixtures/directives/${name}.json`, import.meta.url), "utf8"));
const masked = (name: string) => maskSecrets(directive(name)) as Envelope;
const means = { accessToken: "Atza|linked", grantCode: () => "grant-code", offer: async () => "v=0 of the Echo" };
const fields = async (envelope: Envelope) => (await fillIn(envelope, means)).replaced.map(({ field }) => field);

describe("a directive that is replayed", () => {
  it("is sent as it is when nothing of it is masked", async () => {
    for (const name of ["initiate-session.echo-show", "discover.linked-user", "accept-grant.linked-user"]) {
      expect(await fillIn(directive(name), means)).toEqual({ envelope: directive(name), replaced: [] });
    }
  });

  it("keeps what breaks a rule", async () => {
    for (const name of [
      "initiate-session.bare-token",
      "initiate-session.offer-value-null",
      "report-state.without-endpoint",
    ]) {
      expect(await fillIn(directive(name), means)).toEqual({ envelope: directive(name), replaced: [] });
    }
  });

  it("gets the rehearsal's token, an Echo's offer and a new correlation token where they are masked", async () => {
    const { envelope, replaced } = await fillIn(masked("initiate-session.echo-show"), means);
    expect(envelope).toMatchObject({
      directive: {
        header: { correlationToken: expect.stringMatching(/^[\w+/=]{128}$/) },
        endpoint: { endpointId: "front-door", scope: { type: "BearerToken", token: "Atza|linked" } },
        payload: {
          sessionId: "8f2a4c1e-6a0f-4d0a-9c53-0a7f6f5b2b11",
          offer: { format: "SDP", value: "v=0 of the Echo" },
        },
      },
    });
    expect(replaced.map(({ field }) => field)).toEqual([
      "endpoint.scope.token",
      "header.correlationToken",
      "payload.offer.value",
    ]);
    expect(JSON.stringify(replaced)).not.toMatch(/Atza|v=0/);
  });

  it("gets them where they are missing", async () => {
    expect(await fields(directive("initiate-session.without-token"))).toEqual(["endpoint.scope.token"]);
    expect(await fields(directive("initiate-session.without-offer"))).toEqual(["payload.offer"]);
  });

  it("gets the token and the code where Discover and AcceptGrant have them", async () => {
    expect(await fields(masked("discover.linked-user"))).toEqual(["payload.scope.token"]);
    expect(await fields(masked("accept-grant.linked-user"))).toEqual(["payload.grantee.token", "payload.grant.code"]);
    expect(await fields({ directive: { header: { namespace: "Alexa.Discovery", name: "Discover" } } })).toEqual([
      "payload.scope",
    ]);
  });

  it("goes to another camera, also where it names none", async () => {
    for (const name of ["report-state.camera", "report-state.without-endpoint"]) {
      const { envelope, replaced } = await fillIn(directive(name), means, "attic");
      expect(envelope.directive.endpoint).toMatchObject({ endpointId: "attic", scope: { type: "BearerToken" } });
      expect(replaced).toContainEqual({ field: "endpoint.endpointId", by: "attic" });
    }
  });
});
