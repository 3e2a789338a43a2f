import { readControlAddress } from "../../rehearsal/control/address.ts";
import { WrongUsage } from "../wrong-usage.ts";
import { type DeployedStack, findStack, readStack, type StackSays } from "./deployed-stack.ts";

/** The flags that say which skill's cameras are meant. */
export interface PlaceOptions {
  /** Where a rehearsal keeps its channels. */
  readonly data: string;
  readonly rehearsal?: boolean;
  readonly table?: string;
  readonly region?: string;
  /** ask-cli's profile. */
  readonly profile?: string;
  /** One of Alexa's regions, as ask-resources.json names them. */
  readonly alexaRegion?: string;
}

/** Where a skill keeps its cameras. */
export interface Place {
  /** For people: "On AWS: table skill-Table-1 in eu-west-1". */
  readonly description: string;
  /** The table's and the events'; a channel's is in its ARN. */
  readonly region: string;
  readonly tableName: string;
  /** The account's default one where it is left out. */
  readonly eventBusName?: string;
  /** Whose table it is, where a stack is meant. */
  readonly stack?: DeployedStack;
  /** Whether that stack takes its cameras from lambda/cameras.json: then those in the table are nobody's. */
  readonly camerasInFile?: boolean;
  /** What a rehearsal's clients are made with; those of AWS itself find theirs as every AWS tool does. */
  readonly rehearsal?: {
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    readonly endpoints: { readonly dynamodb: string; readonly events: string; readonly kinesisvideo: string };
    readonly userId: string;
  };
}

/** The stack's outputs that are read here. */
const TABLE_OUTPUT = "TableName";
const EVENT_BUS_OUTPUT = "EventBusName";

/**
 * Finds the skill whose cameras are meant: the table that is named, or the stack that `ask deploy` has made from this
 * folder, or the rehearsal that runs on the data directory.
 * @throws {Error} that says what to type, when there is none.
 */
export async function findPlace(options: PlaceOptions, folder: string): Promise<Place> {
  const { table, region, rehearsal: onlyRehearsal = false, profile, alexaRegion } = options;
  if (onlyRehearsal && (table ?? region) !== undefined) {
    throw new WrongUsage("--rehearsal goes with neither --table nor --region");
  }
  if (table !== undefined) return namedTable(table, region);
  if (region !== undefined) throw new WrongUsage("--region goes with --table; a stack's region is known from its id");

  const stack = onlyRehearsal
    ? undefined
    : await findStack(folder, { profile: profile ?? "default", alexaRegion: alexaRegion ?? "default" });
  if (typeof stack === "object") return deployed(stack);
  if (stack !== undefined && (profile ?? alexaRegion) !== undefined) throw new Error(stack);
  const running = await runningRehearsal(options.data);
  if (running !== undefined) return running;
  if (onlyRehearsal) throw new Error("no rehearsal is running here. Start one in another terminal with: npm start");
  throw new Error(
    stack ??
      "whose cameras? Start a rehearsal (npm start), or stand in the folder that the skill was deployed from by ask deploy, or give --table and --region",
  );
}

function namedTable(tableName: string, given: string | undefined): Place {
  const region = given ?? (process.env.AWS_REGION || process.env.AWS_DEFAULT_REGION);
  if (!region) throw new WrongUsage(`in which region is the table ${tableName}? Give --region, or set AWS_REGION`);
  return { description: `On AWS: table ${tableName} in ${region}`, region, tableName };
}

async function deployed(stack: DeployedStack): Promise<Place> {
  return placeOfStack(stack, await readStack(stack));
}

/**
 * Where a stack keeps its cameras.
 * @throws {Error} in words for people, where they name no table.
 */
export function placeOfStack(stack: DeployedStack, { outputs, parameters }: StackSays): Place {
  const { [TABLE_OUTPUT]: tableName, [EVENT_BUS_OUTPUT]: eventBusName } = outputs;
  if (tableName === undefined) {
    throw new Error(
      `the stack ${stack.name} in ${stack.region} has no output ${TABLE_OUTPUT}: deploy it again, or give --table and --region`,
    );
  }
  return {
    description: `On AWS: table ${tableName} in ${stack.region}, of the stack ${stack.name}`,
    region: stack.region,
    tableName,
    ...(eventBusName === undefined ? {} : { eventBusName }),
    stack,
    camerasInFile: parameters.Cameras === "file",
  };
}

/**
 * Where the rehearsal that runs on a data directory keeps its cameras; undefined where none runs.
 * @throws {Error} in words for people, where it has no table of cameras.
 */
export async function runningRehearsal(dataDirectory: string): Promise<Place | undefined> {
  const address = await readControlAddress(dataDirectory);
  if (address === undefined) return undefined;
  if (address.services === undefined) throw new Error("the rehearsal that runs here has no table of cameras");
  const { region, credentials, table, eventBus, controlPlaneUrl, userId } = address.services;
  return {
    description: `In the rehearsal that runs here (process ${address.pid})`,
    region,
    tableName: table.tableName,
    rehearsal: {
      credentials,
      endpoints: { dynamodb: table.url, events: eventBus.url, kinesisvideo: controlPlaneUrl },
      userId,
    },
  };
}
