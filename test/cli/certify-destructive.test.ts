import { describe, expect, it, jest } from "@jest/globals";
import { agreeToDestructive } from "../../cli/agree-to-destructive.ts";

const prefix = "amzn1.ask.skill.";
const id = "amzn1.ask.skill.01234567-89ab-cdef-0123-456789abcdef";
const another = "amzn1.ask.skill.11111111-89ab-cdef-0123-456789abcdef";

/** Agrees or does not; the person types `answer` when there is a terminal. */
function agree(typed: string, { skillId, answer }: { skillId?: string; answer?: string } = {}) {
  const ask = answer === undefined ? undefined : jest.fn(async () => answer);
  const tell = jest.fn();
  const request = { typed, skillId, functionName: "camera-skill" };
  return { agreed: agreeToDestructive(request, { ask, tell }), ask, tell };
}

describe("--destructive", () => {
  it("is agreed to when the id is given twice", async () => {
    await expect(agree(id, { skillId: id }).agreed).resolves.toBeUndefined();
    const { agreed, tell } = agree(id, { answer: ` ${id}\n` });
    await expect(agreed).resolves.toBeUndefined();
    expect(tell).toHaveBeenCalledWith(expect.stringContaining("camera-skill will get AcceptGrant"));
  });

  it.each([
    ["the two are not the same", id, { skillId: another }, "are not the same; nothing was sent"],
    ["the answer is another id", id, { answer: another }, "that is another id; nothing was sent"],
    ["the answer is yes", id, { answer: "yes" }, "that is another id; nothing was sent"],
    ["nobody is there to ask", id, {}, "give the same id after --skill-id too; nothing was sent"],
    ["it is no skill's id", "true", { skillId: "true" }, "true is no skill id: after amzn1.ask.skill. comes a UUID"],
    [
      "it is half of an id",
      `${prefix}x`,
      { skillId: `${prefix}x` },
      `${prefix}x is no skill id: after ${prefix} comes a UUID`,
    ],
  ])("is refused when %s", async (_, typed, options, message) => {
    await expect(agree(typed, options).agreed).rejects.toThrow(message);
  });
});
