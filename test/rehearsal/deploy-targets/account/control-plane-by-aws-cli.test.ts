import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { findAwsCli, writeAwsCli } from "../../../../rehearsal/deploy-targets/desk/aws-cli.ts";
import { describeWithPeer } from "../../../real-peers/describe-with-peer.ts";
import { arns, type SmallAccount, startSmallAccount } from "./support/small-account.ts";

const missing = findAwsCli() === undefined ? "aws-cli isn't installed (Debian: apt-get install awscli)" : undefined;

describeWithPeer("the account's services, to the AWS CLI", missing, () => {
  let folder: string;
  let account: SmallAccount;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "by-aws-cli-"));
    await writeAwsCli(folder);
    account = await startSmallAccount(10);
  });
  afterAll(async () => {
    await account.stop();
    await rm(folder, { recursive: true });
  });

  /** What it prints; it fails as the command does. */
  async function aws(...words: string[]): Promise<string> {
    const { owner } = account.identities;
    const env = {
      PATH: `${folder}:/usr/bin:/bin`,
      HOME: folder,
      LANG: "C.UTF-8",
      AWS_REGION: "us-east-1",
      AWS_DEFAULT_REGION: "us-east-1",
      AWS_PAGER: "",
      AWS_MAX_ATTEMPTS: "1",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_ACCESS_KEY_ID: owner.accessKeyId,
      AWS_SECRET_ACCESS_KEY: owner.secretAccessKey,
      ...account.services.addresses,
    };
    const { stdout } = await promisify(execFile)(join(folder, "aws"), words, { cwd: folder, env, timeout: 60_000 });
    return stdout.trim();
  }
  const worker = ["--function-name", "worker"];

  it("tell and change a function", async () => {
    const limit = ["--query", "AccountLimit.ConcurrentExecutions"];
    expect(await aws("lambda", "get-account-settings", ...limit)).toBe("10");
    const wanted = ["--timeout", "3", "--environment", "Variables={TABLE_NAME=others}"];
    await aws("lambda", "update-function-configuration", ...worker, ...wanted);
    await aws("lambda", "wait", "function-updated", ...worker);
    const variable = ["--query", "[Timeout, Environment.Variables.TABLE_NAME]", "--output", "text"];
    expect(await aws("lambda", "get-function-configuration", ...worker, ...variable)).toBe("3\tothers");
    await aws("lambda", "put-function-concurrency", ...worker, "--reserved-concurrent-executions", "0");
    expect(account.resource("Function")?.properties).toMatchObject({ Timeout: 3, ReservedConcurrentExecutions: 0 });
  }, 60_000);

  it("tell, take and give permissions", async () => {
    const statement = ["--statement-id", "small-Directives-ABC"];
    await aws("lambda", "remove-permission", ...worker, ...statement);
    const policy = () => aws("lambda", "get-policy", ...worker, "--query", "Policy", "--output", "text");
    expect(await policy()).not.toContain("alexa-connectedhome");
    const who = ["--action", "lambda:InvokeFunction", "--principal", "alexa-connectedhome.amazon.com"];
    const token = ["--event-source-token", "amzn1.ask.skill.1"];
    await aws("lambda", "add-permission", ...worker, ...statement, ...who, ...token);
    expect(JSON.parse(await policy()).Statement).toHaveLength(4);
  }, 60_000);

  it("switch a rule off", async () => {
    const state = () => aws("events", "describe-rule", "--name", "cameras", "--query", "State", "--output", "text");
    await aws("events", "disable-rule", "--name", "cameras");
    expect(await state()).toBe("DISABLED");
    const target = ["--query", "Targets[].Arn", "--output", "text"];
    expect(await aws("events", "list-targets-by-rule", "--rule", "cameras", ...target)).toBe(arns.function);
  }, 60_000);

  it("keep what is put into a secret from a file", async () => {
    await writeFile(join(folder, "events.json"), '{"clientId":"one","clientSecret":"two"}');
    const value = ["--secret-id", arns.secret, "--secret-string", "file://events.json"];
    await aws("secretsmanager", "put-secret-value", ...value);
    expect(account.resource("Secret")?.properties).toMatchObject({ SecretString: expect.stringContaining("one") });
  }, 60_000);

  it("find a user's id in what the function logged, as the setup page has it", async () => {
    const line = JSON.stringify({ message: "a user has no camera", userId: "amzn1.account.AEXAMPLE" });
    account.services.logs.put("us-east-1", "worker-logs", line);
    account.services.logs.put("us-east-1", "worker-logs", '{"message":"something else"}');
    const found = ["--query", "events[].message", "--output", "text"];
    const what = ["--log-group-name", "worker-logs", "--filter-pattern", '"a user has no camera"'];
    expect(JSON.parse(await aws("logs", "filter-log-events", ...what, ...found))).toEqual(JSON.parse(line));
  }, 60_000);
});
