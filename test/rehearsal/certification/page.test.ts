import { describe, expect, it } from "@jest/globals";
import { certificationPage } from "../../../rehearsal/certification/page.ts";
import type { CertificationReport, ItemResult } from "../../../rehearsal/certification/report.ts";
import { sources } from "../../../rehearsal/certification/sources.ts";

const result = (change: Partial<ItemResult>): ItemResult => ({
  id: "discovery",
  group: "Discovery",
  title: "Discover brings the cameras",
  source: sources.discovery,
  outcome: "pass",
  ...change,
});
const report = (...results: readonly ItemResult[]): CertificationReport => ({
  target: "the rehearsal",
  startedAt: "2026-11-22T01:12:14.000Z",
  milliseconds: 20_000,
  ok: results.every(({ outcome }) => outcome !== "fail"),
  counts: { pass: 1, fail: 1, "a person must look": 0, "not run here": 0 },
  results,
});

describe("a report's page", () => {
  it("escapes whatever a skill or a camera said", () => {
    const name = `<img src=x onerror="alert('1')">&`;
    const page = certificationPage(report(result({ message: name, title: name, id: name, group: name })));
    expect(page).not.toContain("<img");
    expect(page).toContain("&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;");
  });

  it("loads nothing from elsewhere and runs no script", () => {
    const page = certificationPage(report(result({}), result({ id: "view", outcome: "fail", message: "late" })));
    expect(page).not.toMatch(/<script|<iframe|<object|@import|url\(/);
    const loaded = [...page.matchAll(/<(?:link|img|source|video)[^>]*?(?:href|src)="([^"]*)"/g)].map(([, url]) => url);
    expect(loaded).toEqual(["data:,"]);
    expect(page).toContain("default-src 'none'");
  });

  it("says in front what failed, and links to it", () => {
    const page = certificationPage(report(result({}), result({ id: "view", outcome: "fail", message: "too late" })));
    expect(page).toContain('<a href="#view">view</a>: too late');
    expect(page).toContain('id="view"');
    expect(page).toContain("1 passed, 1 failed");
    expect(page).toContain("22 November 2026");
    expect(certificationPage(report(result({})))).not.toContain('class="failures"');
  });

  it("links each item's page of Amazon's", () => {
    expect(certificationPage(report(result({})))).toContain(`href="${sources.discovery.url}"`);
  });
});
