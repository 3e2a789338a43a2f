import { isBuiltin } from "node:module";
import type { Plugin } from "esbuild";

/*
 * How packed ES modules get at Node's own modules. An `import` of one reads each of its exports, those too that are
 * made when first read: `import "node:http"` alone brings the whole of the built-in `fetch` and WebSocket with it on
 * Node.js 22 and 24, which takes as long as everything else that is loaded before the first directive.
 */

/** Goes to the head of each packed module: what `require` finds there. Packages are packed, so it knows no other. */
export const requireOfBuiltins = [
  "const require=n=>{const m=process.getBuiltinModule(n);if(m)return m;",
  'throw Object.assign(new Error("there is no "+n),{code:"MODULE_NOT_FOUND"})};',
].join("");

/** Turns imports of Node's own modules into calls of `require`. */
export const builtinsByRequire: Plugin = {
  name: "builtins-by-require",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[a-z]/ }, ({ path, kind }) =>
      kind !== "require-call" && isBuiltin(path) ? { path, namespace: "builtin" } : undefined,
    );
    onLoad({ filter: /.*/, namespace: "builtin" }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)});`,
    }));
  },
};
