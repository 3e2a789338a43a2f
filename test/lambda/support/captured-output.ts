import { jest } from "@jest/globals";

/** Everything that the process wrote, as CloudWatch would keep it. */
export interface CapturedOutput {
  /** All of it, as text. */
  text(): string;
  /** The lines that are JSON. */
  lines(): Record<string, unknown>[];
  /** The log lines with this message. */
  logged(message: string): Record<string, unknown>[];
  clear(): void;
  restore(): void;
}

/** Takes over stdout and stderr of the process. */
export function captureOutput(): CapturedOutput {
  let written = "";
  const take = (chunk: string | Uint8Array): boolean => {
    written += typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8");
    return true;
  };
  const spies = [
    jest.spyOn(process.stdout, "write").mockImplementation(take),
    jest.spyOn(process.stderr, "write").mockImplementation(take),
  ];
  const lines = () =>
    written
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return {
    text: () => written,
    lines,
    logged: (message) => lines().filter((line) => line.message === message),
    clear() {
      written = "";
    },
    restore() {
      for (const spy of spies) spy.mockRestore();
    },
  };
}
