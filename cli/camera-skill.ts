#!/usr/bin/env node
import { Command, InvalidArgumentError, Option } from "commander";
import { fail } from "./fail.ts";
import { DEFAULT_DATA, packageVersion } from "./paths.ts";

// The AWS SDK's word on old Node versions is for developers of this project, not for its users.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const frameCount = wholeNumber(1, 10_000);
const portNumber = wholeNumber(0, 65_535);

const program = new Command("camera-skill")
  .description("Alexa camera skill on Kinesis Video Streams WebRTC, rehearsed on this machine")
  .showHelpAfterError("(npx camera-skill --help shows what there is)")
  .version(packageVersion(), "-v, --version");

const data = () => new Option("--data <folder>", "where the rehearsal keeps its channels").default(DEFAULT_DATA);

program
  .command("start")
  .description(
    "rehearse the whole path: signaling service, two cameras, the packed skill, Alexa's cloud, one view; then serve the Echo Show page",
  )
  .option("--once", "stop after the first view; exit code 0 when picture and sound arrived, else 1")
  .option("--json", "print the first view as one line of JSON on standard output; progress goes to standard error")
  .option("--open", "open the Echo Show page in the browser")
  .option("--port <n>", "the page's port; by default 7300, or any when that is taken", portNumber)
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
  .command("signaling")
  .description("run the stand-in for KVS WebRTC signaling alone; any AWS SDK works with it")
  .option("--port <n>", "the port to listen on; 0 lets the system choose", portNumber, 0)
  .option("--region <region>", "the AWS region it stands for; by default that of its data, or us-east-1", regionName)
  .option("--data <folder>", "where it keeps its channels; without it they are gone when it stops")
  .addOption(new Option("--quotas <on|off>", "AWS's service quotas").choices(["on", "off"]).default("on"))
  .option("--json", "print one line of JSON when ready, then one for each event")
  .action(async (options) => (await import("./signaling.ts")).signaling(options));

function regionName(text: string): string {
  if (/^[a-z]{2}(-[a-z]+)+-\d{1,2}$/.test(text)) return text;
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
