import { findKnownCamera } from "./known-cameras.ts";
import { chooseManner } from "./manners/catalogue.ts";
import { giveManners, mannersOf } from "./manners/give-manners.ts";
import type { CameraManner } from "./manners/report.ts";
import type { OfferReport } from "./offer/report.ts";
import { sendOffer } from "./offer/send-offer.ts";
import { type Parts, type PartsOptions, type Stoppable, startParts } from "./parts.ts";
import type { Envelope } from "./replay/envelope.ts";
import { replayDirective } from "./replay/replay-directive.ts";
import type { ReplayReport } from "./replay/report.ts";
import type { ViewReport } from "./view/report.ts";
import { runView, type ViewedCamera } from "./view/view.ts";
import { type VirtualCamera, virtualCameras } from "./virtual-cameras.ts";

/** How a rehearsal is set up. */
export interface RehearsalOptions extends PartsOptions {
  /** Gives up while it starts; what had started is stopped. */
  readonly signal?: AbortSignal;
  /** Whose firmware's manner the cameras have, such as `c-sdk:7@garden`; all have their own by default. */
  readonly manners?: readonly string[];
}

/** Amazon's side and two cameras, running on this machine. */
export interface Rehearsal {
  readonly cameras: readonly VirtualCamera[];
  /** What it consists of, for whoever shows it. */
  readonly parts: Parts;
  /**
   * Finds a camera that Alexa knows, by what a person types. Like what follows it rejects while the skill is disabled.
   * @throws {NoSuchCamera} when Alexa knows none of that id or name.
   */
  camera(typed: string): Promise<ViewedCamera>;
  /** Views a camera until so many frames have arrived. */
  view(camera: ViewedCamera, frames: number): Promise<ViewReport>;
  /** Sends an offer to a camera in a directive, whoever wrote it, and judges the answer. */
  offer(camera: ViewedCamera, offer: string): Promise<OfferReport>;
  /** Sends the skill a directive that was found somewhere, its secrets filled in; for another camera where one is named. */
  replay(envelope: Envelope, camera?: string): Promise<ReplayReport>;
  /**
   * Gives cameras the manners of other firmware, all of them or none.
   * @throws {InvalidBehaviour} in words for who typed them.
   */
  giveManners(manners: readonly string[]): void;
  /** The manner of each camera. */
  manners(): CameraManner[];
  stop(): Promise<void>;
}

const DISABLED =
  "the skill is disabled in the Alexa app, so Alexa asks it for nothing: enable it on the page, under “The account”";

/**
 * Starts everything that stands between a camera and an Echo: signaling service, virtual cameras, packed skill, Login
 * with Amazon, Alexa's cloud with a linked account. What had started is stopped again when a later part fails.
 * @throws {Error} that says which part did not start.
 * @throws {InvalidBehaviour} before anything starts, when there is no such manner or camera.
 */
export async function startRehearsal(options: RehearsalOptions): Promise<Rehearsal> {
  const chosen = (manners: readonly string[]) => manners.map((manner) => chooseManner(manner, virtualCameras));
  const fromTheStart = chosen(options.manners ?? []);
  const started: Promise<Stoppable>[] = [];
  const stopping = new AbortController();
  const running = new Set<Promise<unknown>>();
  const stop = async () => {
    stopping.abort(new Error("the rehearsal stops"));
    await Promise.allSettled(running);
    for (const part of started.splice(0).reverse()) await part.then((each) => each.stop()).catch(() => {});
  };
  const keep = async <Part extends Stoppable>(starting: Promise<Part>): Promise<Part> => {
    started.push(starting);
    const part = await starting;
    options.signal?.throwIfAborted();
    return part;
  };
  const track = <Value>(work: Promise<Value>): Promise<Value> => {
    running.add(work);
    const done = () => running.delete(work);
    work.then(done, done);
    return work;
  };
  try {
    const parts = await startParts(options, keep);
    const { alexa, cameras, happenings, household } = parts;
    const asAlexa = async <Value>(work: () => Promise<Value>): Promise<Value> => {
      if (!household.enabled()) throw new Error(DISABLED);
      return track(work());
    };
    giveManners(cameras, fromTheStart);
    return {
      cameras: virtualCameras,
      parts,
      camera: (typed) => asAlexa(() => findKnownCamera(alexa, typed)),
      view: (camera, frames) => asAlexa(() => runView({ alexa, camera, frames, happenings, signal: stopping.signal })),
      offer: (camera, offer) => asAlexa(() => sendOffer(alexa, camera, offer)),
      replay: (envelope, camera) => asAlexa(() => replayDirective(parts, envelope, camera)),
      giveManners: (manners) => giveManners(cameras, chosen(manners)),
      manners: () => mannersOf(cameras),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
