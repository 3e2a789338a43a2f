import { describe, expect, it } from "@jest/globals";
import { followRemedy, inShort } from "../../../rehearsal/breakages/follow-remedy.ts";
import { fakeDesk, SECRET } from "./support/desk.ts";

const say = "Do this.";

describe("a remedy, followed to the letter", () => {
  it.each([
    "npx camera-skill cameras share front-door <USER>",
    "npx camera-skill cameras share front-door amzn1.account.AE…",
    "ask smapi delete-skill --skill-id amzn1.ask.skill...",
    "aws lambda get-function --function-name YOUR_FUNCTION",
    "echo '[FILL IN: the id]'",
  ])("fails where something is to be filled in: %s", async (line) => {
    const { installed, done } = fakeDesk();
    await expect(followRemedy({ say, type: [line] }, {}, installed)).rejects.toThrow("something to fill in");
    expect(done).toEqual([]);
  });

  it("takes the redirections of a shell for none", async () => {
    const { installed, done } = fakeDesk();
    await followRemedy({ say, type: ["sort < in.txt > out.txt"] }, {}, installed);
    expect(done).toEqual(["sort < in.txt > out.txt"]);
  });

  it("fails where a secret is to be typed", async () => {
    const { installed } = fakeDesk();
    const remedy = { say, type: [`aws secretsmanager put-secret-value --secret-string ${SECRET}`] };
    const failure = await followRemedy(remedy, {}, installed).catch((error: Error) => error);
    expect(failure).toMatchObject({ message: "the remedy has a secret on a command line" });
  });

  it("writes, types, and then starts what runs alongside", async () => {
    const { installed, done, files } = fakeDesk();
    const write = { file: "ask-resources.json", line: 2, instead: '"eu-west-1"', text: '"us-east-1"' };
    const remedy = { say, write, type: ["one", "two"], alongside: "three" };
    await followRemedy(remedy, { alongsideSays: "ready" }, installed);
    expect(done).toEqual(["edit ask-resources.json", "one", "two", "start three", "hear ready"]);
    expect(files.get("ask-resources.json")).toContain('"awsRegion": "us-east-1"');
  });

  it("fails where what runs alongside does not come to its work, and ends it", async () => {
    const { installed, done } = fakeDesk({ alongside: "no such camera" });
    const following = followRemedy({ say, alongside: "three" }, { alongsideSays: "ready" }, installed);
    await expect(following).rejects.toThrow("three has ended and not said ready");
    expect(done).toEqual(["start three", "stop three"]);
  });

  it("fails where nobody knows when what runs alongside does its work", async () => {
    const { installed, done } = fakeDesk();
    await expect(followRemedy({ say, alongside: "three" }, {}, installed)).rejects.toThrow(
      "nobody waits for it: three",
    );
    expect(done).toEqual([]);
  });

  it("fails where the line does not say what it is to say", async () => {
    const { installed } = fakeDesk();
    const write = { file: "ask-resources.json", line: 3, instead: '"eu-west-1"', text: '"us-east-1"' };
    await expect(followRemedy({ say, write }, {}, installed)).rejects.toThrow("line 3 of ask-resources.json");
  });

  it("asks for hands only where there is nothing to type or to write", async () => {
    const { installed, done } = fakeDesk();
    const hands = async () => void done.push("hands");
    await followRemedy({ say, type: ["one"] }, { hands }, installed);
    await followRemedy({ say }, { hands }, installed);
    expect(done).toEqual(["one", "hands"]);
  });

  it("fails where there is nothing to do at all", async () => {
    const { installed } = fakeDesk();
    await expect(followRemedy({ say }, {}, installed)).rejects.toThrow(
      "the remedy has nothing to type, and nothing for hands: Do this.",
    );
  });

  it("is shown by what was typed, or else by what was said", () => {
    expect(inShort({ say, type: ["one", "two"] })).toBe("one ; two");
    expect(inShort({ say })).toBe("(by hand) Do this.");
  });
});
