#!/usr/bin/env node
import { Command, InvalidArgumentError, Option } from "commander";
import { closest } from "../rehearsal/signaling-service/closest.ts";
import { regionPattern } from "../rehearsal/signaling-service/region.ts";
import { accountCommands } from "./accounts/commands.ts";
import { cameraCommands } from "./cameras/commands.ts";
import { fail } from "./fail.ts";
import { DEFAULT_DATA, packageVersion } from "./paths.ts";
import { processTerminal } from "./terminal.ts";

// The AWS SDK's word on old Node versions is for developers of this project, not for its users.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const frameCount = wholeNumber(1, 10_000);
const portNumber = wholeNumber(0, 65_535);

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // Whoever read it has left, as `head` does. What goes on until Ctrl-C ends by its own interruption().
  if (error.code !== "EPIPE") throw error;
});

const program = new Command("camera-skill")
  .description("Alexa camera skill on Kinesis Video Streams WebRTC, rehearsed on this machine")
  // Otherwise --json behind `signaling behave` would be signaling's.
  .enablePositionalOptions()
  .showHelpAfterError("(npx camera-skill --help shows what there is)")
  // Wrong usage: 1 is for what was asked rightly and came to nothing. All commands below inherit it.
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .version(packageVersion(), "-v, --version");

const surroundings = () => ({ terminal: processTerminal(), folder: process.cwd() });
const data = () => new Option("--data <folder>", "where the rehearsal keeps its channels").default(DEFAULT_DATA);

program
  .command("start")
  .description(
    "rehearse the whole path: signaling service, two cameras, the packed skill, Alexa's cloud, one view; then serve the Echo Show page",
  )
  .option("--once", "stop after the first view; exit code 0 when picture and sound arrived, else 1")
  .option("--json", "print the first view as one line of JSON on standard output; progress goes to standard error")
  .option("--open", "open the Echo Show page in the browser")
  .option(
    "--signaling <way>",
    "how the skill asks a camera, such as viewer@garden or alexa-offer; auto by default; may be repeated",
    collect,
  )
  .option("--port <n>", "the page's port; by default 7300, or any when that is taken", portNumber)
  .option("--manner <manner>", "whose firmware a camera has, such as c-sdk:7@garden; may be repeated", collect)
  .addOption(data())
  .option("--verbose", "print what the skill logs")
  .action(async (options) => (await import("./start.ts")).start(options));

program
  .command("view")
  .description("view a camera of the rehearsal that `start` keeps running")
  .argument("<camera>", "its name or id, such as garden or front-door")
  .option("--frames <n>", "how many frames to receive", frameCount, 30)
  .option("--json", "print the view as one line of JSON")
  .addOption(data())
  .action(async (camera, options) => (await import("./view.ts")).view(camera, options));

program
  .command("offer")
  .description(
    "send an SDP offer from a file to a camera of the running rehearsal, as Alexa would, and judge the answer",
  )
  .argument("<file>", "an SDP, such as the payload.offer.value of a directive")
  .option("--camera <camera>", "its name or id", "front-door")
  .option("--json", "print what came of it as one line of JSON")
  .addOption(data())
  .action(async (file, options) => (await import("./offer.ts")).offer(file, options));

program
  .command("manner")
  .description(
    "give cameras of the running rehearsal the manners of other firmware; without an argument show what there is",
  )
  .showHelpAfterError("(npx camera-skill manner --help shows what there is)")
  .argument("[manner...]", "such as c-sdk:seconds=7@garden, slow-trickle for all cameras, or none@garden to go back")
  .option("--json", "print what each camera has and what there is as one line of JSON")
  .addOption(data())
  .action(async (manners, options) => (await import("./manner.ts")).manner(manners, options));

program
  .command("certify")
  .description("hold the skill against the certification list, in a rehearsal of its own or where it is deployed")
  .showHelpAfterError("(npx camera-skill certify --help shows what there is)")
  .option("--item <id>", "only this item, such as two-echos; may be repeated", collect)
  .option("--camera <id>", "the endpoint id of the camera to look at; the account's first by default")
  .option("--json", "print the report as one line of JSON on standard output")
  .option("--html <file>", "write the report as a page that stands alone, too")
  .option("--data <folder>", "where the rehearsal keeps its channels; a temporary folder by default")
  .option("--function-name <name>", "a deployed function instead; it gets harmless directives alone")
  .option("--region <region>", "the function's AWS region; by default that of your AWS configuration", regionName)
  .option("--token-file <file>", "a file with the access token of an account that is linked with the skill")
  .option("--destructive <skill id>", "send the deployed function everything else too")
  .option("--skill-id <skill id>", "the same id once more; without it you are asked for it")
  .action(async (options) => (await import("./certify.ts")).certify(options));

program
  .command("replay")
  .description(
    "send a directive from a redacted log to the running rehearsal's skill, or to one that is started for it",
  )
  .showHelpAfterError("(npx camera-skill replay --help shows what there is)")
  .argument("<file>", "a directive as JSON, or a log line that holds one or is the skill's own; - is standard input")
  .option("--camera <camera>", "whom it is for, by name or id, instead of the endpoint that it names")
  .option("--json", "print what came of it as one line of JSON, the whole event in it with its secrets masked")
  .addOption(data())
  .addHelpText(
    "after",
    "\nTokens, codes and offers that are masked or missing are replaced by the rehearsal's own.\nExit code: 0 when the skill answered with no ErrorResponse, 1 otherwise, 2 for a file that holds no directive.",
  )
  .action(async (file, options) => (await import("./replay/replay.ts")).replay(file, options, processTerminal()));

program
  .command("doctor")
  .description(
    "examine what was deployed from this folder, or the running rehearsal, link by link; say what is broken first and what to type",
  )
  .showHelpAfterError("(npx camera-skill doctor --help shows what there is)")
  .option("--camera <id>", "of the cameras only this one; all by default")
  .option("--token-file <file>", "a file with the access token of an account that is linked with the deployed skill")
  .option("--explain [code]", "instead, what a failure code means and what to do; without a code list all of them")
  .option("--json", "print what was found as one line of JSON on standard output")
  .optionsGroup("Which installation:")
  .option("--rehearsal", "the rehearsal that runs on --data, also where something was deployed")
  .addOption(data())
  .option("--profile <name>", "that of this profile of ask-cli; by default the one that ask-cli would take")
  .addOption(
    new Option("--alexa-region <region>", "its stack for one of Alexa's regions").choices([
      "default",
      "NA",
      "EU",
      "FE",
    ]),
  )
  .addHelpText(
    "after",
    `
Examining changes nothing: cameras are looked at, with offers like Alexa's, and the deployed function gets directives
that harm nothing. AWS credentials are found as the AWS CLI finds them: AWS_PROFILE chooses.
Exit code: 0 when all links hold, 1 when one is broken, 2 for wrong usage.`,
  )
  .action(async (options) =>
    (await import("./doctor/doctor.ts")).doctor(options, {
      terminal: processTerminal(),
      folder: process.cwd(),
      environment: process.env,
    }),
  );

accountCommands(program, surroundings);

const signaling = program
  .command("signaling")
  .description("run the stand-in for KVS WebRTC signaling alone; any AWS SDK works with it")
  .showHelpAfterError("(npx camera-skill signaling --help shows what there is)")
  .allowExcessArguments()
  .option("--port <n>", "the port to listen on; by default any, with --host-names 443", portNumber)
  .option("--region <region>", "the AWS region it stands for; by default that of its data, or us-east-1", regionName)
  .option("--data <folder>", "where it keeps its channels; without it they are gone when it stops")
  .option("--channel <name>", "a channel that is there from the start; may be repeated", collect)
  .option("--tls", "HTTPS and WSS, by a certificate authority of this machine's own")
  .option("--host-names", "AWS's host names on port 443, for the C, Android and iOS SDKs; with TLS")
  .option("--turn <host>", "the TURN server's address as clients are told it; it listens on 127.0.0.1")
  .option("--access-keys <file>", "more access keys, each limited to actions and channels, as JSON")
  .addOption(new Option("--quotas <on|off>", "AWS's service quotas").choices(["on", "off"]).default("on"))
  .option(
    "--behave <behaviour>",
    "misbehave from the start, such as answer-late:3000@front-door; may be repeated",
    collect,
  )
  .addOption(
    new Option(
      "--takeover <leave-open|close>",
      "a connection that a newer one replaces; it stays open by default",
    ).choices(["leave-open", "close"]),
  )
  .option("--no-empty-frames", "do not acknowledge messages without a correlationId by an empty frame")
  .option("--channel-delay <ms>", "how long channels are CREATING, UPDATING and DELETING", wholeNumber(0, 600_000))
  .option("--json", "print one line of JSON when ready, then one for each event")
  .action(async (options, command: Command) => {
    const [unknown] = command.args;
    if (unknown !== undefined) {
      const meant = closest(unknown, ["behave", "help"]);
      command.error(`error: unknown command '${unknown}'${meant === undefined ? "" : `\n(Did you mean ${meant}?)`}`);
    }
    await (await import("./signaling.ts")).signaling(options);
  });

signaling
  .command("behave")
  .description("make a running signaling service misbehave, or behave again; without an argument show what there is")
  .showHelpAfterError("(npx camera-skill signaling behave --help shows what there is)")
  .argument("[behaviour...]", "such as answer-late:milliseconds=3000@front-door, or throttle for all channels")
  .option("--list", "show what is in force and what there is; without a service what there is")
  .option("--remove <id>", "take one behaviour out; may be repeated", collectNumber)
  .option("--clear", "take all behaviours out, before others are put in")
  .addOption(new Option("--admin-url <url>", "the service's admin page, with its token").env("KVS_SIGNALING_ADMIN"))
  .option("--json", "print what was done and what is in force as one line of JSON")
  .action(async (behaviours, options) => (await import("./behave.ts")).behave(behaviours, options));

cameraCommands(program, surroundings);

function collect(text: string, before: readonly string[] = []): string[] {
  return [...before, text];
}

function collectNumber(text: string, before: readonly number[] = []): number[] {
  return [...before, wholeNumber(1, Number.MAX_SAFE_INTEGER)(text)];
}

function regionName(text: string): string {
  if (regionPattern.test(text)) return text;
  throw new InvalidArgumentError("Give a region's name, such as eu-west-1.");
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== "" && Number.isInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
  };
}

await program.parseAsync().catch(fail);
// All of ours has stopped. werift goes on for half a minute with a DTLS handshake that was cut short.
process.exit();
