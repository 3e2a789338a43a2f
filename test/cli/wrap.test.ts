import type { WriteStream } from "node:tty";
import { describe, expect, it } from "@jest/globals";
import { wrap } from "../../cli/wrap.ts";

const terminal = (columns: number) => ({ isTTY: true, columns }) as WriteStream;

describe("a long sentence", () => {
  it("breaks between words on a terminal, each line indented", () => {
    expect(wrap("one two three four", terminal(10), "  ")).toBe("  one two\n  three\n  four");
  });

  it("keeps a word whole that is wider than the terminal", () => {
    expect(wrap("a camera-skill-command b", terminal(10))).toBe("a\ncamera-skill-command\nb");
  });

  it("stays one line on a terminal that nobody gave a size", () => {
    expect(wrap("one two three four", terminal(0), "  ")).toBe("  one two three four");
  });

  it("stays one line where the output is no terminal", () => {
    expect(wrap("one two three four", { isTTY: false } as WriteStream, "  ")).toBe("  one two three four");
  });
});
