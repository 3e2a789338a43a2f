import { execFile, execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { describeWithPeer } from "../../real-peers/describe-with-peer.ts";
import type { MachineReport } from "./support/real-443/machine.ts";

const AWS_CLI = "/usr/bin/aws";
/** Root, with network and mounts of its own: port 443 and /etc/hosts are the test's. */
const machine = [...(process.getuid?.() === 0 ? [] : ["--map-root-user"]), "--net", "--mount"];

describeWithPeer("clients of AWS's names on a machine where these lead to the service", whyNot(), () => {
  let directory: string;
  let report: MachineReport;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "real-443-"));
    const script = join(import.meta.dirname, "support/real-443/machine.ts");
    const program = [process.execPath, "--import", "tsx", script, directory, existsSync(AWS_CLI) ? AWS_CLI : ""];
    const { stdout } = await promisify(execFile)("unshare", [...machine, ...program], { timeout: 60_000 });
    report = JSON.parse(stdout);
  }, 60_000);
  afterAll(() => rm(directory, { recursive: true }));

  it("the AWS SDK and a master need no endpoint, no port and nothing but the authority's file", () => {
    expect(report.port).toBe(443);
    for (const endpoint of report.node.endpoints) {
      expect(endpoint).toMatch(/^(https:\/\/r|wss:\/\/m)-[0-9a-f]{8}\.kinesisvideo\.eu-west-1\.amazonaws\.com$/);
    }
    expect(report.node.endpoints).toHaveLength(2);
    expect(report.node.answer).toBe("YW5zd2Vy");
  });

  it("STUN is there, where the C SDK looks for it", () => {
    expect(report.node.stunAddress).toBe("127.0.0.1");
  });

  (existsSync(AWS_CLI) ? it : it.skip)("aws-cli needs no endpoint either", () => {
    expect(report.awsCli).toEqual({
      channelName: "front-door",
      httpsEndpoint: report.node.endpoints.find((endpoint) => endpoint.startsWith("https:")),
      iceServers: 1,
    });
  });
});

/** Why the tests can't run here; undefined when they can. */
function whyNot(): string | undefined {
  if (process.env.REAL_443 !== "1") return "port 443 and /etc/hosts are asked for by REAL_443=1";
  try {
    execFileSync("unshare", [...machine, "ip", "link", "set", "lo", "up"], { stdio: "ignore" });
    return undefined;
  } catch {
    return "this machine gives them no network and mounts of their own (unshare, ip)";
  }
}
