import { describe, expect, it } from "@jest/globals";
import { permissions } from "../../infrastructure/permissions.ts";
import { createRoles } from "../../rehearsal/roles.ts";

const { keys, mayTouch } = createRoles(permissions);

describe("a role's key", () => {
  it("may do what the role allows, under the keys that it allows it for", () => {
    expect(mayTouch(keys.index, "dynamodb:PutItem", "presence#front-door")).toBe(true);
    expect(mayTouch(keys.index, "dynamodb:PutItem", "cameras-of#someone")).toBe(false);
    expect(mayTouch(keys.index, "dynamodb:Query", "cameras-of#someone")).toBe(true);
    expect(mayTouch(keys.snapshot, "dynamodb:GetItem", "grant#someone")).toBe(false);
  });

  it("may not ask for what is under no key in particular", () => {
    expect(mayTouch(keys.index, "dynamodb:GetItem", "")).toBe(false);
  });

  it("is one of several, each with its own secret; any other key has no such limits", () => {
    expect(new Set(Object.values(keys).map(({ secretAccessKey }) => secretAccessKey)).size).toBe(3);
    expect(mayTouch({ accessKeyId: "AKIA", secretAccessKey: "s" }, "dynamodb:Scan", "")).toBe(true);
  });
});
