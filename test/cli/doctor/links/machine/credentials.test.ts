import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { credentialsLink } from "../../../../../cli/doctor/links/machine/credentials.ts";
import { replaceEnvironment } from "../../../../lambda/support/environment.ts";
import { patientFor } from "../../support/patient.ts";
import { ACCOUNT, OTHER_ACCOUNT, owner, startTestAws, stranger, type TestAws } from "../support/aws.ts";
import { breakageOf, seenOf } from "../support/examined.ts";
import { makeProjectFolder, type ProjectFolder } from "../support/project-folder.ts";

let aws: TestAws;
let project: ProjectFolder;
let restore = () => {};

beforeAll(async () => {
  aws = await startTestAws();
});
afterAll(() => aws.stop());
// AWS's clients read a home folder's files once.
beforeEach(async () => {
  project = await makeProjectFolder();
  await project.deployed();
});
afterEach(async () => {
  restore();
  await project.remove();
});

/** A patient with these variables, in which AWS's clients look as well. */
function patient(variables: Readonly<Record<string, string>> = {}) {
  const { AWS_ACCESS_KEY_ID: _id, AWS_SECRET_ACCESS_KEY: _secret, ...addresses } = aws.environment;
  const environment = { ...project.environment, ...addresses, AWS_EC2_METADATA_DISABLED: "true", ...variables };
  restore = replaceEnvironment(environment);
  return patientFor({ folder: project.folder, environment });
}

const keyOf = ({ accessKeyId, secretAccessKey }: typeof owner) => ({
  AWS_ACCESS_KEY_ID: accessKeyId,
  AWS_SECRET_ACCESS_KEY: secretAccessKey,
});
const section = (name: string, { accessKeyId, secretAccessKey }: typeof owner) =>
  `[${name}]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;

describe("the AWS credentials", () => {
  it("are named with their account", async () => {
    expect(await seenOf(credentialsLink, patient(keyOf(owner)))).toEqual({ seen: `user/deployer, account ${ACCOUNT}` });
  });

  it("need no stack", async () => {
    await project.write(".ask/ask-states.json", "no JSON");
    expect((await seenOf(credentialsLink, patient(keyOf(owner)))).seen).toContain(ACCOUNT);
  });

  it("are of another account than the stack, and a profile of this machine is not", async () => {
    await project.write("~/.aws/credentials", section("theirs", stranger) + section("cameras", owner));
    const { breakage, sentence, remedy } = await breakageOf(credentialsLink, patient(keyOf(stranger)));
    expect(breakage).toBe("wrong-account");
    expect(sentence).toContain(`in the account ${OTHER_ACCOUNT}, and the stack is in the account ${ACCOUNT}`);
    expect(remedy.type).toEqual(["unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY", "export AWS_PROFILE=cameras"]);
  });

  it("are of another account, and no profile helps", async () => {
    await project.write("~/.aws/credentials", section("default", stranger));
    const { breakage, remedy } = await breakageOf(credentialsLink, patient());
    expect(breakage).toBe("wrong-account");
    expect(remedy.type).toBeUndefined();
    expect(remedy.say).toContain(`aws configure --profile ${ACCOUNT}`);
  });

  it("are not there, and ask-cli's own profile has some", async () => {
    await project.write("~/.aws/credentials", section("first", owner) + section("of-ask", owner));
    await project.write("~/.ask/cli_config", {
      profiles: { default: { token: { refresh_token: "Atzr|secret" }, vendor_id: "M1", aws_profile: "of-ask" } },
    });
    const { breakage, remedy } = await breakageOf(credentialsLink, patient());
    expect(breakage).toBe("no-credentials");
    expect(remedy.type).toEqual(["export AWS_PROFILE=of-ask"]);
  });

  it("are not there at all", async () => {
    const { breakage, remedy } = await breakageOf(credentialsLink, patient());
    expect(breakage).toBe("no-credentials");
    expect(remedy).toEqual({ say: expect.stringContaining("aws configure") });
  });

  it("name a profile that this machine has not", async () => {
    const { breakage, sentence } = await breakageOf(credentialsLink, patient({ AWS_PROFILE: "gone" }));
    expect(breakage).toBe("no-credentials");
    expect(sentence).toContain("AWS_PROFILE is gone");
  });

  it("are of a single sign-on that is over", async () => {
    const sso = "sso_start_url = https://x.awsapps.com/start\nsso_region = us-east-1";
    const config = `[profile work]\nsso_account_id = ${ACCOUNT}\nsso_role_name = Dev\n${sso}\n`;
    await project.write("~/.aws/config", config);
    await project.write("~/.aws/credentials", section("cameras", owner));
    expect(await breakageOf(credentialsLink, patient({ AWS_PROFILE: "work" }))).toMatchObject({
      breakage: "credentials-expired",
      remedy: { type: ["aws sso login --profile work"] },
    });
  });

  it("are of aws login, and the login is over", async () => {
    await project.write("~/.aws/config", `[profile work]\nlogin_session = arn:aws:iam::${ACCOUNT}:user/anne\n`);
    expect(await breakageOf(credentialsLink, patient({ AWS_PROFILE: "work", AWS_REGION: "us-east-1" }))).toMatchObject({
      breakage: "credentials-expired",
      remedy: { type: ["aws login --profile work"] },
    });
  });

  const assuming = `role_arn = arn:aws:iam::${ACCOUNT}:role/deployer\nsource_profile = anne\n`;

  it("are of a role that wants a code, for which the AWS CLI alone asks", async () => {
    const mfa = `mfa_serial = arn:aws:iam::${ACCOUNT}:mfa/anne\n`;
    await project.write("~/.aws/config", `[profile work]\n${assuming}${mfa}`);
    await project.write("~/.aws/credentials", section("anne", owner));
    const { breakage, sentence, remedy } = await breakageOf(credentialsLink, patient({ AWS_PROFILE: "work" }));
    expect(breakage).toBe("credentials-want-mfa");
    expect(sentence).toContain("for the profile work");
    expect(remedy.type).toEqual([
      'eval "$(aws configure export-credentials --profile work --format env)"',
      // It goes before the keys of the environment.
      "unset AWS_PROFILE",
    ]);
  });

  it("are of a role that whoever asks may not assume, and that is what is said", async () => {
    const sts = createServer((_, response) => {
      response.writeHead(403, { "content-type": "text/xml" });
      response.end("<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>");
    });
    await new Promise<void>((listening) => sts.listen(0, "127.0.0.1", listening));
    const { port } = sts.address() as AddressInfo;
    await project.write("~/.aws/config", `[profile work]\n${assuming}`);
    await project.write("~/.aws/credentials", section("anne", owner));
    const AWS_ENDPOINT_URL_STS = `http://127.0.0.1:${port}`;
    const found = await breakageOf(credentialsLink, patient({ AWS_PROFILE: "work", AWS_ENDPOINT_URL_STS }));
    await new Promise((closed) => sts.close(closed));
    expect(found).toMatchObject({
      breakage: "credentials-denied",
      sentence: "AWS does not let you have the role of the profile work.",
    });
  });

  it("are not taken, and no secret is told", async () => {
    const found = await breakageOf(credentialsLink, patient(keyOf({ ...owner, secretAccessKey: "another secret" })));
    expect(found.breakage).toBe("credentials-refused");
    expect(JSON.stringify(found)).not.toContain("another secret");
  });

  it("cannot be asked about where AWS does not answer", async () => {
    const found = await breakageOf(
      credentialsLink,
      patient({ ...keyOf(owner), AWS_ENDPOINT_URL_STS: "http://127.0.0.1:9", AWS_MAX_ATTEMPTS: "1" }),
    );
    expect(found.breakage).toBe("aws-unreachable");
  });
});
