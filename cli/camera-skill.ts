#!/usr/bin/env node
import { Command, InvalidArgumentError, Option } from "commander";
import { fail } from "./fail.ts";

// The AWS SDK's word on old Node versions is for developers of this project, not for its users.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const program = new Command("camera-skill")
  .description("Alexa camera skill on Kinesis Video Streams WebRTC, rehearsed on this machine")
  .showHelpAfterError("(--help shows what there is)");

const data = () => new Option("--data <folder>", "where the rehearsal keeps its channels").default(".rehearsal");

program
  .command("start", { isDefault: true })
  .description("rehearse the whole path: signaling service, two cameras, the packed skill, Alexa's cloud, one view")
  .option("--once", "stop after the first view; exit code 0 when picture and sound arrived, else 1")
  .option("--json", "print the first view as one line of JSON on standard output; progress goes to standard error")
  .addOption(data())
  .option("--verbose", "print what the skill logs")
  .action(async (options) => (await import("./start.ts")).start(options));

program
  .command("view")
  .description("view a camera of the rehearsal that `start` keeps running")
  .argument("<camera>", "its name or id, such as garden or front-door")
  .option("--frames <n>", "how many frames to receive", wholeNumber, 30)
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
  .option("--port <n>", "the port to listen on; 0 lets the system choose", wholeNumber, 0)
  .option("--region <region>", "the AWS region it stands for", "us-east-1")
  .option("--data <folder>", "where it keeps its channels; without it they are gone when it stops")
  .addOption(new Option("--quotas <on|off>", "AWS's service quotas").choices(["on", "off"]).default("on"))
  .option("--json", "print one line of JSON when ready, then one for each event")
  .action(async (options) => (await import("./signaling.ts")).signaling(options));

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535) {
    throw new InvalidArgumentError("give a whole number from 0 to 65535.");
  }
  return value;
}

await program.parseAsync().catch(fail);
