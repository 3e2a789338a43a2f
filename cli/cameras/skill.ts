import type { CameraCatalogue } from "../../lambda/cameras/catalogue.ts";
import type { CameraRegistry } from "../../lambda/cameras/registry.ts";
import type { Table } from "../../lambda/dynamodb/table.ts";
import type { CameraRecord } from "../../protocol/camera-record.ts";
import type { Terminal } from "../terminal.ts";
import { type Channels, openChannels } from "./channels.ts";
import { type EventBus, openEventBus } from "./event-bus.ts";
import { findPlace, type Place, type PlaceOptions } from "./place.ts";
import { explainRegistry, openRegistry } from "./registry.ts";

/** The flags that all `cameras` commands have. */
export interface CommonOptions extends PlaceOptions {
  readonly json?: boolean;
}

/** Where a command runs. */
export interface Surroundings {
  readonly terminal: Terminal;
  /** The folder that the skill is deployed from. */
  readonly folder: string;
}

/** A skill's cameras and what belongs to them, within reach. */
export interface Skill {
  readonly place: Place;
  readonly catalogue: CameraCatalogue;
  readonly registry: CameraRegistry;
  /** What the registry is kept in. */
  readonly table: Table;
  readonly eventBus: EventBus;
  /** The signaling channels of a region. */
  channels(region: string): Channels;
}

/**
 * Does a command's work on the skill that is meant, and says on standard error which one that is.
 * @param work gives false where the exit code is to be 1.
 * @throws {Error} in words for people.
 */
export async function onSkill(
  options: CommonOptions,
  { terminal, folder }: Surroundings,
  work: (skill: Skill) => Promise<boolean>,
): Promise<void> {
  const place = await findPlace(options, folder);
  terminal.tell(place.description);
  const { catalogue, registry, table, close } = openRegistry(place);
  const eventBus = openEventBus(place);
  const opened = new Map<string, Channels>();
  const channels = (region: string) => {
    const known = opened.get(region) ?? openChannels(place, region);
    opened.set(region, known);
    return known;
  };
  try {
    if (!(await work({ place, catalogue, registry, table, eventBus, channels }))) terminal.failed();
  } catch (error) {
    terminal.progress.fail();
    throw explainRegistry(error, place);
  } finally {
    for (const each of [{ close }, eventBus, ...opened.values()]) each.close();
  }
}

/** @throws {Error} that says what to type, where there is no camera of that id. */
export async function knownCamera({ catalogue }: Pick<Skill, "catalogue">, id: string): Promise<CameraRecord> {
  const record = await catalogue.recordOf(id);
  if (record === undefined) throw noSuchCamera(id);
  return record;
}

/** That there is no camera of that id, and what to type. */
export function noSuchCamera(id: string): Error {
  return new Error(`there is no camera "${id}": npx camera-skill cameras list shows those there are`);
}
