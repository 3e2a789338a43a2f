import type { Readable } from "node:stream";
import { stripVTControlCharacters } from "node:util";

/** Where something ends that was found from a place on. */
export function position(text: string, wanted: string | RegExp, from: number): number | undefined {
  const rest = text.slice(from);
  if (typeof wanted === "string") {
    const at = rest.indexOf(wanted);
    return at < 0 ? undefined : from + at + wanted.length;
  }
  const found = wanted.exec(rest);
  return found === null ? undefined : from + found.index + found[0].length;
}

/** What stands in a terminal's window. */
export interface TerminalWindow {
  /** All that has come since it was cleared, without control sequences. */
  text(): string;
  /** What stands there at last: of a line that was written over and over what it was in the end. */
  shown(): string;
  clear(): void;
  /** When something has come, or with the signal. */
  changed(signal: AbortSignal): Promise<void>;
}

/**
 * Watches what comes to a window.
 * @param onLine is told of each line, as it comes.
 */
export function watchWindow(streams: readonly Readable[], onLine: (line: string) => void): TerminalWindow {
  let shown = "";
  let line = "";
  let told = () => {};
  const decoder = new TextDecoder();
  for (const stream of streams) {
    stream.on("data", (chunk: Buffer) => {
      const text = decoder.decode(chunk, { stream: true });
      shown += text;
      const lines = `${line}${text}`.split(/[\r\n]+/);
      line = lines.pop() ?? "";
      for (const each of lines) {
        const plain = stripVTControlCharacters(each).trim();
        if (plain !== "") onLine(plain);
      }
      told();
    });
  }
  return {
    text: () => stripVTControlCharacters(shown).replaceAll("\r\n", "\n"),
    shown: () => stripVTControlCharacters(shown.replaceAll("\r\n", "\n").split("\n").map(lastOf).join("\n")),
    clear() {
      shown = "";
    },
    changed: (signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        const done = () => {
          signal.removeEventListener("abort", done);
          resolve();
        };
        told = done;
        if (signal.aborted) done();
        else signal.addEventListener("abort", done);
      }),
  };
}

/** What a line is that programs go back in, as spinners and questions do. */
function lastOf(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal is told by them where to write.
  const written = line.split(/\r|\u001b\[\d*G/).filter((part) => stripVTControlCharacters(part).trim() !== "");
  return written.at(-1) ?? "";
}
