import { describe, expect, it } from "@jest/globals";
import { reasonOf } from "../../camera/failure.ts";
import { HandshakeRefused } from "../../signaling-client/index.ts";

describe("the reason of a failure", () => {
  it("comes from the error's name or code, never from its message", () => {
    const secret = "user 123456789012 and token";
    const named = (name: string, extra: object = {}) => Object.assign(new Error(secret), { name, ...extra });
    expect(reasonOf(named("AccessDeniedException"))).toMatch(/^the credentials lack a permission/);
    expect(reasonOf(named("Error", { code: "ECONNREFUSED" }))).toContain("(ECONNREFUSED)");
    expect(reasonOf(named("SomethingNew"))).toBe("unexpected failure (SomethingNew)");
    expect(reasonOf(named("toString", { code: "constructor" }))).toBe("unexpected failure (constructor)");
    expect(reasonOf(named(secret))).toBe("unexpected failure (unknown)");
    expect(reasonOf("a text")).toBe("unexpected failure (unknown)");
    expect(reasonOf(null)).toBe("unexpected failure (unknown)");
  });

  it("is the signaling client's own sentence where there is one", () => {
    expect(reasonOf(new HandshakeRefused(403, "AccessDeniedException"))).toContain("403 AccessDeniedException");
  });
});
