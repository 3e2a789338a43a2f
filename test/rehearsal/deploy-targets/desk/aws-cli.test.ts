import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { AwsServer } from "../../../../rehearsal/aws/aws-server.ts";
import { startIam } from "../../../../rehearsal/deploy-targets/account/iam/index.ts";
import { createIdentities } from "../../../../rehearsal/deploy-targets/account/identities.ts";
import { createLiveStacks } from "../../../../rehearsal/deploy-targets/account/live-stacks.ts";
import { startSts } from "../../../../rehearsal/deploy-targets/account/sts.ts";
import { writeHome } from "../../../../rehearsal/deploy-targets/ask-cli/home.ts";
import { findAwsCli, writeAwsCli } from "../../../../rehearsal/deploy-targets/desk/aws-cli.ts";
import { openWindow, type TypeLines } from "../../../../rehearsal/deploy-targets/desk/type-lines.ts";
import { describeWithPeer } from "../../../real-peers/describe-with-peer.ts";
import { role, roleArn } from "../account/support/role.ts";
import { stackOf } from "../account/support/small-stack.ts";

const missing = findAwsCli() === undefined ? "there is no AWS CLI on this machine" : undefined;

describeWithPeer("the AWS CLI at a developer's desk", missing, () => {
  const identities = createIdentities({ region: "us-east-1", accountId: "123456789012" });
  const stacks = createLiveStacks({ onChange: () => stacks.all().forEach(identities.take) });
  let folder: string;
  let sts: AwsServer;
  let iam: AwsServer;
  let typeLines: TypeLines;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "aws-cli-"));
    stacks.settle(stackOf({ Role: role() }));
    [sts, iam] = await Promise.all([startSts(identities), startIam({ identities, stacks })]);
    const { owner: credentials, stranger: otherCredentials } = identities;
    const tokens = { accessToken: "a", refreshToken: "r", vendorId: "v" };
    await writeHome(folder, { ...tokens, credentials, otherCredentials });
    await writeAwsCli(join(folder, "bin"));
    typeLines = openWindow({
      cwd: folder,
      environment: {
        PATH: `${join(folder, "bin")}:${process.env.PATH}`,
        HOME: folder,
        AWS_PROFILE: "rehearsal",
        AWS_REGION: "eu-west-1",
        AWS_ENDPOINT_URL_STS: sts.url,
        AWS_ENDPOINT_URL_IAM: iam.url,
      },
      file: join(folder, "exported"),
      signal: new AbortController().signal,
    });
  });
  afterAll(async () => {
    await Promise.all([sts.stop(), iam.stop()]);
    await rm(folder, { recursive: true, force: true });
  });

  it("finds the rehearsed service of a command, and the profile's keys", async () => {
    const { output } = await typeLines(["aws --output text --no-cli-pager sts get-caller-identity --query Account"]);
    expect(output.trim()).toBe("123456789012");
    const { output: other } = await typeLines(["aws sts get-caller-identity --profile other"]);
    expect(JSON.parse(other)).toMatchObject({ Account: "210987654321" });
  });

  it("gives a role a permission, in any region", async () => {
    const document = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "kinesisvideo:ConnectAsViewer", Resource: "*" }],
    });
    const put = "aws iam put-role-policy --role-name worker-role --policy-name doctor --policy-document";
    expect(await typeLines([`${put} '${document}'`])).toEqual({ exitCode: 0, output: "" });
    const simulate = `aws iam simulate-principal-policy --policy-source-arn ${roleArn} --output text`;
    const decision = "--query 'EvaluationResults[].EvalDecision'";
    const { output } = await typeLines([`${simulate} --action-names kinesisvideo:ConnectAsViewer ${decision}`]);
    expect(output.trim()).toBe("allowed");
  });

  it("is told off by a clock that is wrong, which it does not correct", async () => {
    sts.skewClock(20 * 60_000);
    const { exitCode, output } = await typeLines(["aws sts get-caller-identity"]);
    sts.skewClock(0);
    expect(exitCode).not.toBe(0);
    expect(output).toMatch(/\(SignatureDoesNotMatch\).*Signature expired: .* - 15 min\.\)/);
  });

  it("takes the address that a command names itself", async () => {
    const command = `aws iam get-role --role-name worker-role --endpoint-url ${iam.url} --query Role.Arn --output text`;
    const { output } = await typeLines([command], { environment: { AWS_ENDPOINT_URL_IAM: "http://127.0.0.1:1" } });
    expect(output.trim()).toBe(roleArn);
  });

  it("never comes to AWS itself", async () => {
    expect(await typeLines(["aws ec2 describe-instances"])).toEqual({
      exitCode: 252,
      output: "The rehearsed AWS has no ec2.\n",
    });
  });

  it("is configured as anywhere, with nobody asked", async () => {
    const { output } = await typeLines(["aws configure set region eu-west-1 && cat .aws/config"]);
    expect(output).toBe("[profile rehearsal]\nregion = eu-west-1\n");
  });
});

it("finds no AWS CLI where the PATH has none", () => {
  expect(findAwsCli("/nowhere")).toBeUndefined();
});
