import { findAsk, installLines, repairLines } from "../../../../infrastructure/ask/find-ask.ts";
import { ENVIRONMENT_PROFILE } from "../../../../rehearsal/deploy-targets/ask-cli/ask-resources.ts";
import { Broken, type Link } from "../../link.ts";
import type { Patient } from "../../patient.ts";
import { readAskConfig } from "../../reads/ask-config.ts";
import { readAskProfile } from "../../reads/ask-profile.ts";
import { runTool } from "../../reads/run-tool.ts";
import { readSkill } from "../../reads/skill.ts";
import { readSkillCheck } from "../../reads/skill-check.ts";

const LIMIT_MS = 60_000;

/** ask-cli, which deploys the skill and tells about it, and who is signed in with it. */
export const askCliLink: Link = {
  id: "ask-cli",
  title: "ask-cli",
  of: "deployed",
  async examine(patient) {
    // Both take some seconds, and are asked for soon.
    void patient.read(readSkillCheck).catch(() => {});
    const ask = await findAsk(patient.environment);
    const config = await patient.read(readAskConfig);
    if (ask === undefined) throw missing(patient, config !== undefined);
    const version = await startAsk(patient, ask);
    // Where it has no such profile, nobody is to be signed in with it.
    await patient.read(readAskProfile);
    if (config === undefined) throw notSignedIn(patient);
    void patient.read(readSkill).catch(() => {});
    const notes =
      config.awsProfile === undefined && patient.profile !== ENVIRONMENT_PROFILE
        ? ["Its profile has no AWS profile, and the next deploy wants one: ask configure takes it."]
        : [];
    return { seen: `ask-cli ${version}, profile ${patient.profile}`, notes };
  },
};

function missing({ profile }: Patient, isConfigured: boolean): Broken {
  return new Broken({
    breakage: "ask-missing",
    sentence: "ask-cli is not installed: no folder of the PATH has it.",
    remedy: { say: "Install it.", type: [...installLines, ...(isConfigured ? [] : [configure(profile)])] },
  });
}

/** Gives ask-cli's version. */
async function startAsk(patient: Patient, ask: string): Promise<string> {
  const { exitCode, output } = await runTool(patient, [ask, "--version"], LIMIT_MS).catch((error: Error) => {
    patient.signal.throwIfAborted();
    return { exitCode: 1, output: error.message };
  });
  const version = /^(\d+)\.\d+\.\d+/m.exec(output);
  if (exitCode !== 0 || version === null) throw notStarting(ask, output);
  if (Number(version[1]) < 2) {
    throw new Broken({
      breakage: "ask-too-old",
      sentence: `This is ask-cli ${version[0]}, which does not know this kind of project.`,
      remedy: { say: "Install a newer one.", type: [...installLines] },
    });
  }
  return version[0];
}

function notStarting(ask: string, output: string): Broken {
  const lines = output.trim().split("\n");
  const error = (lines.find((line) => /error/i.test(line)) ?? lines[0]) || "it says nothing of why";
  const isAntlr = /Class extends value undefined/.test(output);
  return new Broken({
    breakage: "ask-not-starting",
    sentence: isAntlr
      ? `ask-cli (${ask}) does not start: npm has given it a broken release of antlr4ts.`
      : `ask-cli (${ask}) does not start: ${error.trim().slice(0, 200)}`,
    remedy: {
      say: `Install it into a folder of its own${isAntlr ? ", with the release that works: overrides are not for global packages" : ", in a version that is known to start"}. The last line belongs into your shell's profile as well.`,
      type: [...repairLines],
    },
  });
}

function notSignedIn({ profile }: Patient): Broken {
  return new Broken({
    breakage: "ask-not-configured",
    sentence: `Nobody is signed in with ask-cli under the profile ${profile}.`,
    remedy: {
      say: "Sign in: it opens a browser for your Amazon developer account, and asks for the AWS profile to deploy with.",
      type: [configure(profile)],
    },
  });
}

function configure(profile: string): string {
  return `ask configure --profile ${profile}`;
}
