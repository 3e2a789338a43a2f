import { channelNameSchema } from "../channels/channel.ts";
import { answerAtOnceKind } from "./answer-at-once.ts";
import { answerEmptyKind } from "./answer-empty.ts";
import { answerGarbageKind } from "./answer-garbage.ts";
import { answerLateKind } from "./answer-late.ts";
import { answerNullKind } from "./answer-null.ts";
import { answerWithoutCandidatesKind } from "./answer-without-candidates.ts";
import type { Behaviour } from "./behaviour.ts";
import { cameraOfflineKind } from "./camera-offline.ts";
import { candidatesOvertakeKind } from "./candidates-overtake.ts";
import { checkBehaviour } from "./check-behaviour.ts";
import { clockSkewKind } from "./clock-skew.ts";
import { delayKind } from "./delay.ts";
import { endpointMovesKind } from "./endpoint-moves.ts";
import { failWithKind } from "./fail-with.ts";
import { halfOpenKind } from "./half-open.ts";
import { hangKind } from "./hang.ts";
import { InvalidBehaviour } from "./invalid-behaviour.ts";
import type { BehaviourKind } from "./kind.ts";
import { findKind } from "./named-kind.ts";
import { noAnswerKind } from "./no-answer.ts";
import { goAwayKind, reconnectIceServerKind } from "./notices.ts";
import type { BehaviourScope } from "./registry.ts";
import { resetConnectionKind } from "./reset-connection.ts";
import { parseSpecification, type Specification } from "./specification.ts";
import { stallKind } from "./stall.ts";
import { throttleKind } from "./throttle.ts";
import { unknownOperationKind } from "./unknown-operation.ts";

/** Every behaviour that can be put in by name. A new one is a file of its own and a line here. */
export const catalogue: readonly BehaviourKind[] = [
  cameraOfflineKind,
  noAnswerKind,
  answerAtOnceKind,
  answerLateKind,
  answerNullKind,
  answerEmptyKind,
  answerGarbageKind,
  answerWithoutCandidatesKind,
  throttleKind,
  failWithKind,
  unknownOperationKind,
  endpointMovesKind,
  delayKind,
  hangKind,
  stallKind,
  resetConnectionKind,
  halfOpenKind,
  candidatesOvertakeKind,
  clockSkewKind,
  goAwayKind,
  reconnectIceServerKind,
];

/** A behaviour, and where it is to be in force. */
export interface PlacedBehaviour {
  readonly behaviour: Behaviour;
  readonly scope: BehaviourScope;
}

/**
 * Makes the behaviour that is asked for.
 * @throws {InvalidBehaviour} in words for who asked.
 */
export function makeBehaviour({ behaviour, parameters, channelName }: Specification): PlacedBehaviour {
  const kind = find(behaviour);
  if (channelName === undefined) return checked({ behaviour: kind.make(parameters), scope: {} });
  if (kind.wholeService) throw new InvalidBehaviour(`${kind.name} is for the whole service, and not for one channel`);
  if (!channelNameSchema.safeParse(channelName).success) {
    throw new InvalidBehaviour(`"${channelName}" is not the name of a channel: 1 to 256 letters, digits, _ . or -`);
  }
  return checked({ behaviour: kind.make(parameters), scope: { channelName } });
}

/** What the registry would refuse is refused before anything of a list is put in. */
function checked(placed: PlacedBehaviour): PlacedBehaviour {
  checkBehaviour(placed.behaviour, placed.scope);
  return placed;
}

/**
 * Reads the text form of what is asked for, such as `answer-late:3000@front-door`.
 * @throws {InvalidBehaviour} in words for who typed it.
 */
export function readSpecification(text: string): Specification {
  return parseSpecification(text, (name) => find(name).positional);
}

/**
 * Makes a behaviour of its text form.
 * @throws {InvalidBehaviour} in words for who typed it.
 */
export function parseBehaviour(text: string): PlacedBehaviour {
  return makeBehaviour(readSpecification(text));
}

function find(name: string): BehaviourKind {
  return findKind(catalogue, name, "behaviour");
}
