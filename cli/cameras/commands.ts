import { type Command, InvalidArgumentError, Option } from "commander";
import { regionPattern } from "../../rehearsal/signaling-service/region.ts";
import { interruption } from "../interruption.ts";
import { DEFAULT_DATA } from "../paths.ts";
import { TAG_PREFIX, tagKeys } from "./channel-tags.ts";
import type { Surroundings } from "./skill.ts";

/** Adds `camera-skill cameras` and what it can do. */
export function cameraCommands(program: Command, surroundings: () => Surroundings): void {
  const cameras = program
    .command("cameras")
    .description("register, list, share and remove the cameras of a deployed skill, or of the running rehearsal")
    .showHelpAfterError("(npx camera-skill cameras --help shows what there is)")
    .addHelpText("after", `\n${whichSkill}`);

  const adding = cameras
    .command("add")
    .description(
      "register a camera; its signaling channel is made if it isn't there. Said again, it changes what differs",
    )
    .argument("<id>", "its id for good: letters, digits, '_' or '-'")
    .option("--name <name>", "what people call it, such as Front Door")
    .addOption(new Option("--kind <kind>", "what it is").choices(["camera", "doorbell"]))
    .option("--owner <user>", "a user who has it, by the account-linking provider's id; may be repeated", collect)
    .option("--talk", "it plays what an Echo sends")
    .option("--no-talk", "it does not, which is so unless said")
    .option("--motion", "it tells of motion")
    .option("--no-motion", "it does not, which is so unless said")
    .option("--manufacturer <name>", "its maker, as Alexa's app shows it")
    .option("--model <name>", "its model")
    .option("--serial-number <text>", "its serial number")
    .option("--firmware-version <text>", "its firmware's version")
    .addOption(
      new Option("--signaling <way>", "how it is asked; auto by default").choices(["auto", "alexa-offer", "viewer"]),
    )
    .addOption(
      new Option("--offer-format <format>", "how it wants its offer; json by default").choices(["json", "sdp"]),
    )
    .option("--channel <name>", "its signaling channel; named as its id by default")
    .option("--channel-arn <arn>", "a signaling channel that is there")
    .option("--channel-region <region>", "the channel's AWS region; the skill's by default", regionName)
    .option("--reuse-id", "the id may be that of a camera on another channel that was removed")
    .option(...noEvent)
    .option(...json);
  withPlace(adding).action(async (id, options) => (await import("./add.ts")).add(id, options, surroundings()));

  const listing = cameras
    .command("list")
    .description("show the cameras of all users, or of one")
    .option("--user <user>", "whose, by the account-linking provider's id")
    .option(...json);
  withPlace(listing).action(async (options) => (await import("./list.ts")).list(options, surroundings()));

  const removing = cameras
    .command("remove")
    .description("take a camera from all who have it; Alexa is told")
    .argument("<id>", "its id")
    .option("--delete-channel", "delete its signaling channel too")
    .option(...noEvent)
    .option(...yes)
    .option(...json);
  withPlace(removing).action(async (id, options) => (await import("./remove.ts")).remove(id, options, surroundings()));

  const sharing = cameras
    .command("share")
    .description("give a camera to one more user; Alexa is told")
    .argument("<id>", "the camera's id")
    .argument("<user>", "the user's id, as the account-linking provider has it")
    .option(...noEvent)
    .option(...json);
  withPlace(sharing).action(async (id, user, options) =>
    (await import("./share.ts")).share(id, user, options, surroundings()),
  );

  const unsharing = cameras
    .command("unshare")
    .description("take a camera from one of its users; Alexa is told")
    .argument("<id>", "the camera's id")
    .argument("<user>", "the user's id, as the account-linking provider has it")
    .option(...noEvent)
    .option(...yes)
    .option(...json);
  withPlace(unsharing).action(async (id, user, options) =>
    (await import("./unshare.ts")).unshare(id, user, options, surroundings()),
  );

  const playing = cameras
    .command("play")
    .description("play a test picture in a camera's place until Ctrl-C, to tell whether a dark screen is the camera's")
    .argument("<id>", "the camera's id")
    .option("--json", "print a line of JSON for everything that happens to it; all else goes to standard error")
    .addHelpText(
      "after",
      "\nIt connects to the camera's signaling channel as master, with your AWS credentials. Of two masters the newest\ngets the offers: a camera that is connected too competes with it.",
    );
  withPlace(playing).action(async (id, options) =>
    (await import("./play.ts")).play(id, options, surroundings(), interruption()),
  );

  const importing = cameras
    .command("import")
    .description("register the cameras of many signaling channels, by their names and tags")
    .requiredOption("--prefix <prefix>", 'how the channels\' names begin; "" for all channels')
    .option("--tag <key=value>", "only channels with this tag; may be repeated", collect)
    .option("--owner <user>", "a user who has all of them, beside those in the tags; may be repeated", collect)
    .option("--channel-region <region>", "the channels' AWS region; the skill's by default", regionName)
    .option("--dry-run", "show what it would do, and do nothing")
    .option(...noEvent)
    .option(...yes)
    .option(...json)
    .addHelpText("after", () => `\n${tagHelp()}`);
  withPlace(importing).action(async (options) => (await import("./import.ts")).importCameras(options, surroundings()));
}

const noEvent = ["--no-event", "do not have Alexa told"] as const;
const yes = ["--yes", "do not ask"] as const;
const json = ["--json", "print one JSON document on standard output; all else goes to standard error"] as const;

const whichSkill = `Whose cameras: those in --table; else of the stack that ask deploy made from
this folder (.ask/ask-states.json); else of the rehearsal that runs here. AWS
credentials are found as the AWS CLI finds them: AWS_PROFILE chooses.`;

/**
 * The flags that say whose cameras are meant, and a hint to the command's own help.
 * @param group what stands before the command's name.
 * @param title what stands above the flags.
 */
export function withPlace(command: Command, group = "cameras", title = "Whose cameras:"): Command {
  return command
    .showHelpAfterError(`(npx camera-skill ${group} ${command.name()} --help shows what there is)`)
    .optionsGroup(title)
    .option("--rehearsal", "of the rehearsal that runs on --data")
    .addOption(new Option("--data <folder>", "where the rehearsal keeps its channels").default(DEFAULT_DATA))
    .option("--table <name>", "of the skill with this DynamoDB table; give --region with it")
    .option("--region <region>", "the table's AWS region", regionName)
    .addOption(
      new Option("--profile <name>", 'of the stack that ask deploy made with this profile, not with "default"').env(
        "ASK_DEFAULT_PROFILE",
      ),
    )
    .addOption(
      new Option("--alexa-region <region>", "of its stack for one of Alexa's regions").choices([
        "default",
        "NA",
        "EU",
        "FE",
      ]),
    );
}

function tagHelp(): string {
  const width = Math.max(...Object.keys(tagKeys).map((key) => key.length));
  const lines = Object.entries(tagKeys).map(([key, says]) => `  ${key.padEnd(width)}  ${says}`);
  return [`Tags of a channel that are read; their keys begin with ${TAG_PREFIX}`, ...lines].join("\n");
}

function collect(text: string, before: readonly string[] = []): string[] {
  return [...before, text];
}

function regionName(text: string): string {
  if (regionPattern.test(text)) return text;
  throw new InvalidArgumentError("Give a region's name, such as eu-west-1.");
}
