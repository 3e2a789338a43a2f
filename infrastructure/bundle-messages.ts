import { formatMessages, type Message } from "esbuild";

/**
 * The bundler's errors and warnings as text, with file and line. Where a package is missing, its own advice is to leave
 * it out of the bundle; Lambda has no packages but those in the bundle.
 */
export async function bundleMessages(kind: "error" | "warning", messages: readonly Message[]): Promise<string> {
  const color = process.stderr.isTTY === true;
  return (await formatMessages(messages.map(withoutBadAdvice), { kind, color })).join("");
}

function withoutBadAdvice(message: Message): Message {
  const notes = message.notes.filter(({ text }) => !text.startsWith("You can mark the path "));
  if (notes.length === message.notes.length) return message;
  const missing = notes.length === 0 && packageIn(message.text);
  const advice = { location: null, text: `Is the package installed? Type: npm install ${missing}` };
  return { ...message, notes: missing ? [advice] : notes };
}

function packageIn(text: string): string | undefined {
  return /^Could not resolve "((?:@[^/"]+\/)?[^@./"][^/"]*)/.exec(text)?.[1];
}
