import { describe, expect, it } from "@jest/globals";
import { findChromium } from "./find-chromium.ts";

const find = (platform: NodeJS.Platform, programs: readonly string[], environment: NodeJS.ProcessEnv = {}) =>
  findChromium({ platform, environment, isProgram: (path) => programs.includes(path) });

describe("the browser for the tests", () => {
  it("is the one that CHROMIUM names, before any other", () => {
    expect(find("linux", ["/usr/bin/chromium", "/opt/chrome"], { CHROMIUM: "/opt/chrome" })).toBe("/opt/chrome");
  });

  it("is none when the one that CHROMIUM names cannot be run", () => {
    expect(find("linux", ["/usr/bin/chromium"], { CHROMIUM: "/opt/chrome" })).toBeUndefined();
  });

  it("is found where Linux, macOS and Windows keep it", () => {
    expect(find("linux", ["/usr/bin/google-chrome"])).toBe("/usr/bin/google-chrome");
    const mac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
    expect(find("darwin", [mac])).toBe(mac);
    const edge = "C:\\Program Files/Microsoft/Edge/Application/msedge.exe";
    expect(find("win32", [edge], { PROGRAMFILES: "C:\\Program Files" })).toBe(edge);
  });

  it("is none on a machine without one", () => {
    expect(find("linux", [])).toBeUndefined();
  });
});
