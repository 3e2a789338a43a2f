import { tmpdir } from "node:os";
import { describe, expect, it } from "@jest/globals";
import { failingTests } from "../../../infrastructure/deploy/failing-tests.ts";
import { runSteps } from "../../../infrastructure/deploy/run-steps.ts";

const passed = "PASS test/one.test.ts\nPASS test/two.test.ts (5.1 s)\n";
const failed = "FAIL test/three.test.ts\n  ● the door › opens\n\n    PASS was expected\n";
const totals = "Test Suites: 1 failed, 2 passed, 3 total\n";

describe("the tests' step of a deploy that fails", () => {
  it("shows what failed, and no file that passed", () => {
    expect(failingTests(`${passed}${failed}${passed}${totals}`)).toBe(`${failed}${totals}`);
  });

  it("shows each failure once where jest sums them up at its end", () => {
    const summary = `Summary of all failing tests\n${failed}\n${totals}`;
    expect(failingTests(`${passed}${failed}${passed}${summary}`)).toBe(summary);
  });

  it("shows that on the terminal", async () => {
    let told = "";
    const script = `process.stderr.write(${JSON.stringify(passed + failed)}); process.exit(1)`;
    const command = { command: [process.execPath, "-e", script], cwd: tmpdir(), environment: process.env };
    const tell = (text: string) => {
      told += text;
    };
    const step = { title: "Tests", command, failing: failingTests, onFailure: "type npm test" };
    await runSteps([step], { tell, wait: () => () => {}, now: () => 0 });
    expect(told).toBe(`[1/1] Tests\n${failed}✘ Tests, after 0.0 s\n\ntype npm test\n`);
  });
});
