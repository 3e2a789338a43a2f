import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { quoted } from "../../deploy-targets/desk/write-program.ts";
import type { Programs } from "./programs.ts";

/** What shifts the clock of a program of Node.js: as much as the desk's file says when the program starts. */
const shiftingModule = (file: string) => `import { readFileSync } from "node:fs";
const shift = Number(readFileSync(${JSON.stringify(file)}, "utf8"));
const RealDate = Date;
const now = () => RealDate.now() + shift;
if (shift !== 0) {
  globalThis.Date = new Proxy(RealDate, {
    apply: () => new RealDate(now()).toString(),
    construct: (_, given, made) => Reflect.construct(RealDate, given.length === 0 ? [now()] : given, made),
    get: (_, name) => (name === "now" ? now : Reflect.get(RealDate, name)),
  });
}
`;

/** The clock of a developer's machine. */
export interface Clock {
  /** Puts it ahead by so many milliseconds. */
  put(milliseconds: number): Promise<void>;
  /** The line that has the desk's programs go by it. */
  readonly wear: string;
}

/** Gives a desk a clock of its own, and the `timedatectl` that sets it by the network, which sudo alone may. */
export async function clockOf(programs: Programs): Promise<Clock> {
  const file = join(programs.desk, "clock");
  const module = join(programs.desk, "clock.mjs");
  await writeFile(module, shiftingModule(file));
  const bySudo = join(programs.desk, "timedatectl");
  await writeFile(bySudo, `#!/bin/sh\n[ "$*" = "set-ntp true" ] && echo 0 > ${quoted(file)}\n`, { mode: 0o755 });
  await programs.write("timedatectl", () => "echo 'only root may do that' >&2; exit 1");
  await programs.write("sudo", () => `case "$1" in timedatectl) shift; exec ${quoted(bySudo)} "$@" ;; esac; exit 1`);
  return {
    put: (milliseconds) => writeFile(file, `${milliseconds}`),
    wear: `export NODE_OPTIONS=--import=${pathToFileURL(module)}`,
  };
}
