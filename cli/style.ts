const colours = process.stdout.isTTY === true && process.stdout.hasColors();

const paint = (open: number, close: number) => (text: string) =>
  colours ? `\u001b[${open}m${text}\u001b[${close}m` : text;

/** Text styles for a terminal; plain text where the output isn't one, or NO_COLOR is set. */
export const bold = paint(1, 22);
export const dim = paint(2, 22);
export const green = paint(32, 39);
export const red = paint(31, 39);
