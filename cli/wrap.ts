import type { WriteStream } from "node:tty";

/**
 * Breaks text between words so that it fits the terminal, each line after the indent. Where the stream is no terminal,
 * or one without a size, the text stays one line, for whoever searches it.
 */
export function wrap(text: string, stream: WriteStream, indent = ""): string {
  const width = stream.isTTY && stream.columns > 0 ? stream.columns - indent.length : Number.POSITIVE_INFINITY;
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => indent + line).join("\n");
}
