import { Broken, type Link, NotExamined } from "../../link.ts";
import type { Patient } from "../../patient.ts";
import { readRegionToAsk } from "../../reads/region-to-ask.ts";

/** By how much a signed request's time may differ, in milliseconds. Source: IAM user guide, Signature Version 4. */
const LIMIT_MS = 5 * 60_000;
/** What is worth a note. */
const NOTED_MS = 60_000;
const PATIENCE_MS = 10_000;

/**
 * This machine's clock, against AWS's: AWS takes no request that is signed with another time than its own.
 * @param now epoch milliseconds.
 */
export function clockLink(now: () => number = Date.now): Link {
  return {
    id: "clock",
    title: "this machine's clock",
    of: "deployed",
    async examine(patient) {
      const ahead = await aheadOfAws(patient, now);
      const far = `${describe(Math.abs(ahead))} ${ahead > 0 ? "ahead of" : "behind"} AWS's`;
      if (Math.abs(ahead) > LIMIT_MS) {
        const type = setsClock(process.platform, patient.environment);
        throw new Broken({
          breakage: "clock-skew",
          sentence: `This machine's clock is ${far}, and AWS takes no request that is more than five minutes off.`,
          remedy: { say: "Set the clock by the network's time.", ...(type && { type }) },
        });
      }
      if (Math.abs(ahead) <= NOTED_MS) return { seen: "agrees with AWS's" };
      return {
        seen: far,
        notes: ["AWS refuses every request once it is five minutes off: have it set by the network."],
      };
    },
  };
}

/** By how many milliseconds this machine's clock is ahead of AWS's, to a second. */
async function aheadOfAws(patient: Patient, now: () => number): Promise<number> {
  const region = await patient.read(readRegionToAsk);
  const { AWS_ENDPOINT_URL_STS, AWS_ENDPOINT_URL } = patient.environment;
  const url = AWS_ENDPOINT_URL_STS || AWS_ENDPOINT_URL || `https://sts.${region}.amazonaws.com`;
  const began = now();
  const signal = AbortSignal.any([patient.signal, AbortSignal.timeout(PATIENCE_MS)]);
  const reply = await fetch(url, { redirect: "manual", signal }).catch((error: unknown) => {
    patient.signal.throwIfAborted();
    throw unreachable(url, error);
  });
  const ended = now();
  await reply.body?.cancel();
  const theirs = Date.parse(reply.headers.get("date") ?? "");
  if (Number.isNaN(theirs)) throw new NotExamined("AWS's reply has no date");
  // The header is of some time in between, with its fraction of a second cut off.
  return (began + ended) / 2 - (theirs + 500);
}

function unreachable(url: string, cause: unknown): Broken {
  const { host } = new URL(url);
  const say = `Check this machine's network, and that a firewall lets it to ${host}. Node.js takes no proxy from the environment by itself.`;
  const code = ((cause as Error).cause as NodeJS.ErrnoException | undefined)?.code;
  const sentence = `AWS cannot be reached at ${host}${code === undefined ? "" : ` (${code})`}.`;
  return new Broken({ breakage: "aws-unreachable", sentence, remedy: { say } }, { cause });
}

/** What sets the clock by the network's time. */
function setsClock(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): string[] | undefined {
  switch (platform) {
    case "linux":
      // Linux on Windows has the clock of Windows, and loses it in sleep.
      return [environment.WSL_DISTRO_NAME ? "sudo hwclock --hctosys" : "sudo timedatectl set-ntp true"];
    case "darwin":
      return ["sudo sntp -sS time.apple.com"];
    case "win32":
      return ["w32tm /resync"];
    default:
      return undefined;
  }
}

function describe(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1) return `${Math.round(ms / 1_000)} seconds`;
  if (minutes < 120) return minutes === 1 ? "a minute" : `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}
