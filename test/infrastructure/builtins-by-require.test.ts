import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { requireOfBuiltins } from "../../infrastructure/builtins-by-require.ts";
import { packLambda } from "../../infrastructure/pack-lambda.ts";

const root = join(import.meta.dirname, "../..");
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "builtins-"));
  await packLambda(root, folder);
});
afterAll(() => rm(folder, { recursive: true }));

describe("the packed skill", () => {
  it("imports none of Node's own modules, which would read every one of its exports", async () => {
    const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith(".mjs"));
    const packed = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
    const imports = packed.flatMap((code) =>
      [...code.matchAll(/(?:from|import) ?\(?"([^"]+)"/g)].map(([, path]) => path),
    );
    expect(imports.length).toBeGreaterThan(10);
    expect(imports.filter((path) => !path?.startsWith("."))).toEqual([]);
  });
});

describe("the packed modules' require", () => {
  const packedRequire = new Function(`${requireOfBuiltins}return require;`)() as NodeJS.Require;

  it("gives Node's own modules, by either name", () => {
    expect(packedRequire("node:path").join("a", "b")).toBe("a/b");
    expect(packedRequire("path")).toBe(packedRequire("node:path"));
  });

  it("says of a package what Node would, for whoever can do without", () => {
    expect(() => packedRequire("bufferutil")).toThrow(expect.objectContaining({ code: "MODULE_NOT_FOUND" }));
  });
});
