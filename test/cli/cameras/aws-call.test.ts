import { describe, expect, it } from "@jest/globals";
import type { Clock } from "../../../camera/clock.ts";
import { explain, whileThrottled } from "../../../cli/cameras/aws-call.ts";
import { Failure } from "../../../lambda/failure.ts";

const named = (name: string, more: object = {}) => Object.assign(new Error("AWS's own words"), { name }, more);
const asked = { action: "kinesisvideo:TagResource", region: "eu-west-1", missing: "there is none" };

describe("what went wrong with a call to AWS", () => {
  it.each([
    ["AccessDeniedException", "AWS denied kinesisvideo:TagResource in eu-west-1"],
    ["ExpiredTokenException", "the AWS credentials have expired"],
    ["UnrecognizedClientException", "AWS does not take these credentials in eu-west-1"],
    ["CredentialsProviderError", "there are no AWS credentials"],
    ["ThrottlingException", "AWS refuses kinesisvideo:TagResource for its rate"],
    ["ProvisionedThroughputExceededException", "for its rate"],
    ["ClientLimitExceededException", "for its rate"],
    ["AccountChannelLimitExceededException", "the account has all it may have in eu-west-1"],
    ["ResourceNotFoundException", "there is none"],
    ["TimeoutError", "kinesisvideo in eu-west-1 cannot be reached (TimeoutError)"],
    ["InternalFailure", "kinesisvideo:TagResource failed in eu-west-1 (InternalFailure)"],
  ])("is said for %s", (name, sentence) => {
    expect(explain(named(name), asked)).toContain(sentence);
    expect(explain(new Failure("registry-unreachable", { cause: named(name) }), asked)).toContain(sentence);
    expect(explain(named(name), asked)).not.toContain("own words");
  });

  it("is said for what the network says", () => {
    expect(explain(named("Error", { code: "ENOTFOUND" }), asked)).toContain("cannot be reached (ENOTFOUND)");
  });

  it("is said without the words of something unknown", () => {
    expect(explain("a token", asked)).toBe("kinesisvideo:TagResource failed in eu-west-1");
  });
});

describe("a call that KVS refuses for its rate", () => {
  const waits: number[] = [];
  const clock: Clock = {
    now: () => 0,
    after: (milliseconds, callback) => {
      waits.push(milliseconds);
      queueMicrotask(callback);
      return () => {};
    },
  };

  it("is made again, more and more slowly, until it is taken", async () => {
    waits.length = 0;
    let refusals = 3;
    const send = async () => {
      refusals -= 1;
      if (refusals >= 0) throw named("ClientLimitExceededException");
      return "taken";
    };
    expect(await whileThrottled(send, clock)).toBe("taken");
    expect(waits).toHaveLength(3);
    expect(waits[2]).toBeGreaterThan(waits[0] ?? Number.POSITIVE_INFINITY);
  });

  it("is given up in the end, and at once for any other refusal", async () => {
    let calls = 0;
    const fails = (name: string) => async () => {
      calls += 1;
      throw named(name);
    };
    await expect(whileThrottled(fails("ClientLimitExceededException"), clock)).rejects.toThrow();
    expect(calls).toBe(6);
    await expect(whileThrottled(fails("AccessDeniedException"), clock)).rejects.toThrow();
    expect(calls).toBe(7);
  });
});
