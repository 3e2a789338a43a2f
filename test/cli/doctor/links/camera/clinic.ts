import { type Camera, type CameraBehaviour, startCamera } from "../../../../../camera/index.ts";
import { Broken, type CameraLink, NotExamined, type Seen } from "../../../../../cli/doctor/link.ts";
import { alexaOfferLink } from "../../../../../cli/doctor/links/camera/alexa-offer.ts";
import { pictureLink } from "../../../../../cli/doctor/links/camera/picture.ts";
import { viewerLink } from "../../../../../cli/doctor/links/camera/viewer.ts";
import type { Patient, ReaderOf } from "../../../../../cli/doctor/patient.ts";
import { readAlexaOffer } from "../../../../../cli/doctor/reads/alexa-offer.ts";
import { readCameras } from "../../../../../cli/doctor/reads/cameras.ts";
import { tryWay, type WayLimits, type WayTried } from "../../../../../cli/doctor/reads/try-way.ts";
import { readViewer } from "../../../../../cli/doctor/reads/viewer.ts";
import type { CameraRecord } from "../../../../../protocol/camera-record.ts";
import type { DoctorReport } from "../../../../../rehearsal/breakages/report.ts";
import { openCamerasWorld } from "../../../support/cameras-world.ts";
import { patientFor } from "../../support/patient.ts";

/** What came of a link: one of the three. */
export interface Examined {
  readonly seen?: Seen;
  readonly broken?: Omit<NonNullable<DoctorReport["broken"]>, "link" | "camera">;
  readonly notExamined?: string;
}

/** For tests that need no whole picture, and want a camera that is gone to be given up soon. */
const HASTY: WayLimits = { answer: 4_000, play: { milliseconds: 8_000, frames: 1 } };

const hastyReaders: Readonly<Record<string, ReaderOf<CameraRecord, WayTried>>> = {
  alexaOffer: (patient, camera) => tryWay(patient, camera, "alexa-offer", HASTY),
  viewer: (patient, camera) => tryWay(patient, camera, "viewer", HASTY),
};

/** A rehearsal with a signaling service and a registry, and the doctor's links on it. */
export async function openClinic() {
  const world = await openCamerasWorld({ quotas: "off" });
  const { signaling } = world;
  // Otherwise each offer to a camera that is not there would take five seconds.
  signaling.behave("no-answer:600");
  const open: { close(): void }[] = [];

  /** An installation that nothing has been read of yet; a hasty one waits for cameras and pictures less long. */
  function patient({ hasty = true } = {}): Patient {
    const fresh = patientFor({ kind: "rehearsed", folder: world.folder, dataDirectory: world.data });
    open.push(fresh);
    if (!hasty) return fresh;
    const hastily = new Map<unknown, unknown>([
      [readAlexaOffer, hastyReaders.alexaOffer],
      [readViewer, hastyReaders.viewer],
    ]);
    return { ...fresh, readOf: (subject, reader) => fresh.readOf(subject, (hastily.get(reader) ?? reader) as never) };
  }

  async function recordOf(id: string): Promise<CameraRecord> {
    const found = (await patient().read(readCameras)).find((camera) => camera.id === id);
    if (found === undefined) throw new Error(`no camera ${id}`);
    return found;
  }

  async function examine(link: CameraLink, id: string, on = patient()): Promise<Examined> {
    try {
      return { seen: await link.examine(on, await recordOf(id)) };
    } catch (error) {
      if (error instanceof Broken) return { broken: error.found };
      if (error instanceof NotExamined) return { notExamined: error.message };
      throw error;
    }
  }

  return {
    world,
    patient,
    recordOf,
    examine,
    /** Types what the doctor says, as far as it is a command of `camera-skill cameras`. */
    async type(lines: readonly string[] = []): Promise<void> {
      for (const line of lines) {
        const [, words] = /^npx camera-skill cameras (.*)$/.exec(line) ?? [];
        if (words === undefined) throw new Error(`no command of cameras: ${line}`);
        const { code, err } = await world.runIn(world.folder, {}, words.split(" "));
        if (code !== 0) throw new Error(err);
      }
    },
    /** Registers a camera. */
    async register(id: string, ...flags: string[]): Promise<CameraRecord> {
      const owner = ["--owner", "amzn1.account.ANNE"];
      const { code, err } = await world.run(
        "add",
        id,
        "--name",
        id,
        "--kind",
        "camera",
        "--no-event",
        ...owner,
        ...flags,
      );
      if (code !== 0) throw new Error(err);
      return recordOf(id);
    },
    /** Plugs a camera in on the channel of its record. */
    async plugIn(record: CameraRecord, behaviour: CameraBehaviour = {}): Promise<Camera> {
      const { region, credentials, controlPlaneUrl } = signaling;
      const about = { channelArn: record.channelArn, region, credentials, controlPlaneUrl, behaviour };
      return startCamera({ camera: { id: record.id, name: record.name, talk: record.talk }, ...about });
    },
    /** The three links about what a camera answers, one after the other, on one installation; up to the first broken. */
    async view(id: string, on = patient()): Promise<Examined[]> {
      const examined: Examined[] = [];
      for (const link of [alexaOfferLink, viewerLink, pictureLink]) {
        const found = await examine(link, id, on);
        examined.push(found);
        if (found.broken !== undefined) break;
      }
      return examined;
    },
    async close(): Promise<void> {
      for (const each of open) each.close();
      await world.close();
    },
  };
}

/** See {@link openClinic}. */
export type Clinic = Awaited<ReturnType<typeof openClinic>>;
