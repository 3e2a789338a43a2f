import { expect, it } from "@jest/globals";
import { createIdentities } from "../../../../rehearsal/deploy-targets/account/identities.ts";
import { resource, stackOf } from "./support/small-stack.ts";

const arn = "arn:aws:iam::123456789012:role/function-role";
const channel = (name: string) => `arn:aws:kinesisvideo:us-east-1:123456789012:channel/${name}/*`;

function stackWith(...Statement: readonly object[]) {
  const Trust = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
  const properties = {
    AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [Trust] },
    Policies: [{ PolicyName: "own", PolicyDocument: { Version: "2012-10-17", Statement } }],
  };
  return stackOf({
    Role: resource("AWS::IAM::Role", properties, { physicalId: "function-role", attributes: { Arn: arn } }),
  });
}

it("lets a role do to a channel what one statement allows by itself, as its stack stands now", () => {
  const identities = createIdentities({ region: "us-east-1", accountId: "123456789012" });
  const viewer = { Effect: "Allow", Action: "kinesisvideo:ConnectAsViewer", Resource: channel("front-door") };
  identities.take(
    stackWith(viewer, { Effect: "Allow", Action: "kinesisvideo:ConnectAsMaster", Resource: channel("garden") }),
  );
  const { permits } = identities.keyOf(arn);
  expect(permits?.("ConnectAsViewer", "front-door")).toBe(true);
  expect(permits?.("ConnectAsMaster", "garden")).toBe(true);
  expect(permits?.("ConnectAsViewer", "garden")).toBe(false);
  expect(permits?.("ConnectAsMaster", "front-door")).toBe(false);
  identities.take(stackWith(viewer));
  expect(permits?.("ConnectAsMaster", "garden")).toBe(false);
});
