import type { CameraRecord } from "../../protocol/camera-record.ts";
import type { DoctorReport, ExaminedLink } from "../../rehearsal/breakages/report.ts";
import { type Breakage, Broken, type CameraLink, type Link, NotExamined, type Seen } from "./link.ts";
import type { Patient } from "./patient.ts";

/** The chain, in order: what comes before the cameras, what each camera has, and what stands on all of it. */
export interface Chain {
  readonly before: readonly Link[];
  readonly ofCamera: readonly CameraLink[];
  readonly after: readonly Link[];
}

/** Who hears of an examination as it goes. */
export interface Watcher {
  readonly onBegin: (title: string) => void;
  readonly onEnd: (examined: ExaminedLink) => void;
}

/** A link, and the camera that it is examined for. */
interface Step {
  readonly link: Pick<Link, "id" | "title">;
  readonly camera: CameraRecord | undefined;
  readonly examine: () => Promise<Seen>;
}

/**
 * Examines one link after the other, up to the first that is broken.
 * @param camerasOf which cameras are looked at; asked once what comes before them holds.
 * @throws the signal's reason when that ends it, and whatever is a fault of the doctor's own.
 */
export async function examine(
  patient: Patient,
  chain: Chain,
  camerasOf: (patient: Patient) => Promise<readonly CameraRecord[]>,
  watcher: Watcher,
): Promise<Pick<DoctorReport, "ok" | "links" | "broken">> {
  const links: ExaminedLink[] = [];
  const isThere = ({ of }: Pick<Link, "of">) => of === undefined || of === patient.kind;

  /** Gives what is broken, if anything is. */
  async function walk(steps: readonly Step[]): Promise<DoctorReport["broken"]> {
    for (const step of steps) {
      patient.signal.throwIfAborted();
      const { link, camera } = step;
      watcher.onBegin(camera === undefined ? link.title : `${link.title} of ${camera.name}`);
      const { examined, breakage } = await take(step);
      patient.signal.throwIfAborted();
      links.push(examined);
      watcher.onEnd(examined);
      if (breakage !== undefined) return { link: link.id, ...(camera && { camera: camera.id }), ...breakage };
    }
    return undefined;
  }

  const plain = (each: readonly Link[]) =>
    each.filter(isThere).map((link): Step => ({ link, camera: undefined, examine: () => link.examine(patient) }));
  const ofCamera = (camera: CameraRecord) =>
    chain.ofCamera
      .filter(isThere)
      .map((link): Step => ({ link, camera, examine: () => link.examine(patient, camera) }));

  let broken = await walk(plain(chain.before));
  const cameras = broken === undefined ? await camerasOf(patient) : [];
  for (const camera of cameras) broken ??= await walk(ofCamera(camera));
  broken ??= await walk(plain(chain.after));
  return { ok: broken === undefined, links, ...(broken && { broken }) };
}

async function take({ link, camera, examine }: Step): Promise<{ examined: ExaminedLink; breakage?: Breakage }> {
  const began = performance.now();
  const examined = (outcome: ExaminedLink["outcome"], sentence: string, more: Omit<Seen, "seen"> = {}) => {
    const { notes, stages } = more;
    return {
      link: link.id,
      title: link.title,
      ...(camera && { camera: camera.id }),
      outcome,
      sentence,
      ...(notes && notes.length > 0 && { notes: [...notes] }),
      milliseconds: Math.round(performance.now() - began),
      ...(stages && { stages: { ...stages } }),
    };
  };
  try {
    const { seen, ...more } = await examine();
    return { examined: examined("ok", seen, more) };
  } catch (error) {
    if (error instanceof NotExamined) return { examined: examined("skipped", error.message) };
    if (error instanceof Broken) return { examined: examined("broken", error.found.sentence), breakage: error.found };
    throw error;
  }
}
