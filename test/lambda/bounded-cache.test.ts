import { describe, expect, it } from "@jest/globals";
import { createBoundedCache } from "../../lambda/bounded-cache.ts";

describe("a bounded cache", () => {
  it("forgets what was used longest ago", () => {
    const cache = createBoundedCache<string, number>(2);
    cache.set("a", 1);
    cache.set("b", 2);
    cache.get("a");
    cache.set("c", 3);
    expect([cache.get("a"), cache.get("b"), cache.get("c")]).toEqual([1, undefined, 3]);
  });

  it("replaces and deletes", () => {
    const cache = createBoundedCache<string, number>(2);
    cache.set("a", 1);
    cache.set("a", 2);
    expect(cache.get("a")).toBe(2);
    cache.delete("a");
    expect(cache.get("a")).toBeUndefined();
  });
});
