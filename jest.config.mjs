import { availableParallelism } from "node:os";

// The AWS SDK's word on old Node versions is for developers of this project, not for its users.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

/** Tests run as ESM on the TypeScript sources; swc strips the types (ts-jest refuses TypeScript 7). */
export default {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  extensionsToTreatAsEsm: [".ts"],
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "es6" }, sourceMaps: "inline" },
    ],
  },
  // For hooks too. A busy machine is several times as slow as an idle one; what hangs is found out later, and no worse.
  testTimeout: 60_000,
  // Most tests wait for sockets and clocks: two at a time take half the time, on a machine with two cores as well.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  coverageProvider: "v8",
  collectCoverageFrom: ["protocol/**/*.ts", "lambda/**/*.ts"],
  coverageReporters: ["text-summary"],
  coverageThreshold: { "./protocol/": { lines: 95 }, "./lambda/": { lines: 95 } },
};
