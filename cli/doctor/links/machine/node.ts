import { nodeRange } from "../../../paths.ts";
import { Broken, type Link } from "../../link.ts";

/** What the project is developed with, and what its functions run on. */
const CHOSEN = 24;

/**
 * The Node.js that this runs on.
 * @param version that of the process.
 * @param wanted gives package.json's engines, such as ">=20.19".
 */
export function nodeLink(version = process.versions.node, wanted: () => string = nodeRange): Link {
  return {
    id: "node",
    title: "Node.js",
    async examine({ environment }) {
      const range = wanted();
      if (isIn(version, range)) return { seen: `Node.js ${version}` };
      const type = environment.NVM_DIR ? [`nvm install ${CHOSEN}`] : undefined;
      throw new Broken({
        breakage: "node-too-old",
        sentence: `This is Node.js ${version}, and the project needs ${range}.`,
        remedy: {
          say: `Install Node.js ${CHOSEN}${type ? "" : ", from https://nodejs.org or by your version manager"}.`,
          ...(type && { type }),
        },
      });
    },
  };
}

function isIn(version: string, range: string): boolean {
  const [, major = "0", minor = "0"] = /^>=\s*(\d+)(?:\.(\d+))?/.exec(range) ?? [];
  const [here = 0, hereMinor = 0] = version.split(".").map(Number);
  return here > Number(major) || (here === Number(major) && hereMinor >= Number(minor));
}
