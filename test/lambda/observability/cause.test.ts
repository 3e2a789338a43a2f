import { describe, expect, it } from "@jest/globals";
import { loggedCauseOf } from "../../../lambda/observability/cause.ts";

describe("a logged cause", () => {
  it("is a name and frames, without the message", () => {
    const cause = loggedCauseOf(new TypeError("Atza|secret"));
    expect(cause?.name).toBe("TypeError");
    expect(cause?.frames?.length).toBeGreaterThan(0);
    expect(JSON.stringify(cause)).not.toContain("secret");
  });

  it("takes no frame out of the message", () => {
    const cause = loggedCauseOf(new Error("bad\n    at secret (node:secret:1:1)\n    at file:///secret.js:1:1"));
    expect(JSON.stringify(cause)).not.toContain("secret");
    expect(cause?.frames?.length).toBeGreaterThan(0);
  });

  it("takes no frames when the message was changed later, since nobody knows where it ends", () => {
    const error = new Error("bad\n    at secret (node:secret:1:1)");
    error.message = "";
    expect(loggedCauseOf(error)).toEqual({ name: "Error" });
  });

  it("keeps a name that is no name to itself", () => {
    const error = Object.assign(new Error("x"), { name: "Atza|secret" });
    expect(loggedCauseOf(error)?.name).toBeUndefined();
  });

  it("is nothing for what is no error", () => {
    expect(loggedCauseOf("Atza|secret")).toBeUndefined();
    expect(loggedCauseOf(undefined)).toBeUndefined();
  });

  it("does without a stack", () => {
    const error = new RangeError("x");
    delete error.stack;
    expect(loggedCauseOf(error)).toEqual({ name: "RangeError" });
  });
});
