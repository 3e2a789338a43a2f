import type { Breakage, Installed } from "../../../../rehearsal/breakages/breakage.ts";
import type { DoctorReport, Remedy } from "../../../../rehearsal/breakages/report.ts";

/** A desk at which nothing is but a doctor, which finds the installation broken until a remedy's line is typed. */
export interface FakeDesk {
  readonly installed: Installed;
  /** What was done at it, in order. */
  readonly done: string[];
  readonly files: Map<string, string>;
}

/** How the desk is. */
export interface FakeDeskOptions {
  readonly remedy?: Remedy;
  /** What the doctor names. */
  readonly names?: Partial<NonNullable<DoctorReport["broken"]>>;
  /** How the doctor finds the link once it is mended; "ok" by default. */
  readonly outcome?: "ok" | "skipped";
  /** What the doctor names once that is mended; nothing by default. */
  readonly next?: Pick<NonNullable<DoctorReport["broken"]>, "link" | "breakage">;
  /** What the program in a second terminal says before it goes on; "ready" by default. */
  readonly alongside?: string;
  /** What mends it, of what is done at the desk. */
  readonly mendedBy?: string;
  /** What it writes beside. */
  readonly leaks?: string;
  readonly exitCode?: number;
  /** Lines that end with 1. */
  readonly failing?: readonly string[];
}

export const SECRET = "the-secret-of-secrets";

/** The breakage that the desk's doctor is to find. */
export const breakage: Breakage = {
  name: "trigger-missing",
  title: "The trigger was taken away",
  link: "triggers",
  breakage: "trigger-missing",
  breakIt: async ({ type }) => type("break it"),
};

export function fakeDesk(options: FakeDeskOptions = {}): FakeDesk {
  const {
    remedy = { say: "Let it in.", type: ["mend it"] },
    names,
    outcome = "ok",
    next,
    alongside = "ready",
    mendedBy = "mend it",
    leaks = "",
    failing = [],
  } = options;
  const done: string[] = [];
  const files = new Map([["ask-resources.json", '{\n  "awsRegion": "eu-west-1"\n}\n']]);
  const isBroken = () => done.includes("break it") && !done.includes(mendedBy);
  const isMended = () => done.includes(mendedBy);
  const link = { link: "triggers", title: "the triggers", milliseconds: 1 };
  const broken = { link: "triggers", breakage: "trigger-missing", sentence: `It lets nobody in.${leaks}`, remedy };
  function named(): DoctorReport["broken"] {
    if (isBroken()) return { ...broken, ...names };
    return next && isMended() ? { ...broken, ...next } : undefined;
  }
  const report = (): DoctorReport => ({
    ok: named() === undefined,
    installation: "a fake one",
    links: isBroken()
      ? []
      : [{ ...link, outcome, sentence: outcome === "ok" ? "It lets Alexa in." : "Nobody may ask." }],
    ...(named() && { broken: named() }),
  });
  async function type(line: string) {
    done.push(line);
    if (failing.includes(line)) return { exitCode: 1, output: "it does not work" };
    if (!line.includes("camera-skill doctor")) return { exitCode: 0, output: "" };
    return { exitCode: options.exitCode ?? (named() ? 1 : 0), output: `${JSON.stringify(report())}\n` };
  }
  const developer = {
    type,
    start(line: string) {
      done.push(`start ${line}`);
      return {
        stop: async () => void done.push(`stop ${line}`),
        async untilSays(wanted: string) {
          if (wanted !== alongside) throw new Error(`${line} has ended and not said ${wanted}`);
          done.push(`hear ${wanted}`);
        },
      };
    },
    workspace: {
      read: async (path: string) => files.get(path) ?? "",
      async edit(path: string, from: string, to: string) {
        files.set(path, (files.get(path) ?? "").replace(from, to));
        done.push(`edit ${path}`);
      },
    },
  };
  const installed = {
    developer,
    pace: { doctor: 0 },
    secrets: () => [SECRET],
    async type(...lines: readonly string[]) {
      for (const line of lines) {
        const { exitCode, output } = await type(line);
        if (exitCode !== 0) throw new Error(`${line} ended with ${exitCode}: ${output}`);
      }
    },
  };
  return { installed: installed as unknown as Installed, done, files };
}
