import type { WriteStream } from "node:tty";

type Style = (text: string) => string;

/** Text styles of a terminal; plain text where the stream isn't one, or NO_COLOR is set. */
export function stylesFor(stream: WriteStream): { bold: Style; dim: Style; green: Style; red: Style; yellow: Style } {
  const colours = stream.isTTY === true && stream.hasColors();
  const paint = (open: number, close: number) => (text: string) =>
    colours ? `\u001b[${open}m${text}\u001b[${close}m` : text;
  return { bold: paint(1, 22), dim: paint(2, 22), green: paint(32, 39), red: paint(31, 39), yellow: paint(33, 39) };
}

/** The styles of standard output, where results go. */
export const { bold, dim, green, red, yellow } = stylesFor(process.stdout);
