import type { GuideCommand } from "./read-guide.ts";
import type { Scene } from "./scene.ts";

/** How a command of the page is typed. */
export interface GuideStep {
  /** As it stands in the page, with its placeholders. */
  readonly command: string;
  /** Of a command in a sentence: after which command of a block it is typed. */
  readonly after?: string;
  /** Types it, and does what the page has hands do around it. */
  play(scene: Scene): Promise<void>;
}

/** A command that the page speaks of and that is not typed while it is followed. */
export interface Untyped {
  readonly command: string;
  /** The scenario that types it; undefined where the page says that it does not do. */
  readonly scenario?: string;
}

/** All that is known of a page's commands. */
export interface KnownCommands {
  readonly steps: readonly GuideStep[];
  readonly untyped: readonly Untyped[];
}

/** A command of a block, its step, and those in sentences that are typed after it. */
export interface PlannedStep {
  readonly line: number;
  readonly heading: string;
  readonly steps: readonly GuideStep[];
}

/** What of a page nobody types, and what is typed that is not in it. */
export interface Plan {
  readonly planned: readonly PlannedStep[];
  /** A sentence each; none where every command is known. */
  readonly complaints: readonly string[];
}

/**
 * Plans how a page is followed: the commands of its blocks in their order, and after each what is to be typed then.
 * @param page as people find it, such as docs/setup.md.
 */
export function planGuide(page: string, commands: readonly GuideCommand[], known: KnownCommands): Plan {
  const ofBlocks = known.steps.filter(({ after }) => after === undefined);
  const spoken = known.steps.filter(({ after }) => after !== undefined);
  const complaints: string[] = [];
  const left = [...ofBlocks];
  const planned: PlannedStep[] = [];
  for (const { text, line, heading, where } of commands) {
    if (where === "sentence") continue;
    const at = left.findIndex(({ command }) => command === text);
    const [step] = at < 0 ? [] : left.splice(at, 1);
    if (step === undefined) complaints.push(`nobody has typed ${page}:${line}: ${text}`);
    else planned.push({ line, heading, steps: [step, ...spoken.filter(({ after }) => after === text)] });
  }
  const texts = [...known.steps, ...known.untyped].map(({ command }) => command);
  for (const { text, line, where } of commands) {
    if (where === "sentence" && !texts.includes(text)) complaints.push(`nobody has typed ${page}:${line}: ${text}`);
  }
  const gone = [
    ...left,
    ...[...spoken, ...known.untyped].filter(({ command }) => !isSpokenOf(command, commands)),
    ...spoken.filter(({ after }) => !ofBlocks.some(({ command }) => command === after)),
  ];
  for (const { command } of new Set(gone)) complaints.push(`${page} does not have what is typed: ${command}`);
  return { planned, complaints };
}

function isSpokenOf(command: string, commands: readonly GuideCommand[]): boolean {
  return commands.some(({ text, where }) => text === command && where === "sentence");
}
