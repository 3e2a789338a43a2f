import { describe, expect, it } from "@jest/globals";
import { type BuildFailure, build } from "esbuild";
import { bundleMessages } from "../../infrastructure/bundle-messages.ts";

async function messagesOf(contents: string): Promise<string> {
  const stdin = { contents, resolveDir: import.meta.dirname, sourcefile: "skill.ts" };
  const failure: BuildFailure = await build({ stdin, bundle: true, platform: "node", logLevel: "silent" }).then(
    () => {
      throw new Error("it was bundled");
    },
    (error) => error,
  );
  return bundleMessages("error", failure.errors);
}

describe("what is said of code that cannot be bundled", () => {
  it.each([
    ["no-such-package", "no-such-package"],
    ["no-such-package/part", "no-such-package"],
    ["@no-such/package/part", "@no-such/package"],
  ])("is, of the import of %s that is not installed, how to install it", async (imported, name) => {
    const said = await messagesOf(`\nimport "${imported}";`);
    expect(said).toContain(`Could not resolve "${imported}"`);
    expect(said).toMatch(/skill\.ts:2:7:/);
    expect(said).toContain(`Type: npm install ${name}\n`);
    expect(said).not.toContain("external");
  });

  it("is, of a part that a package does not have, that it has none", async () => {
    const said = await messagesOf('import "zod/no-such-part";');
    expect(said).toContain('"./no-such-part" is not exported by package "zod"');
    expect(said).not.toMatch(/external|npm install/);
  });

  it("is, of a missing file of ours, nothing of packages", async () => {
    expect(await messagesOf('import "./no-such-file.ts";')).not.toMatch(/external|npm install/);
  });
});
