/** All behaviours that can be put into the service; one line here and one file each. */
export { answerAtOnce } from "./answer-at-once.ts";
export { answerEmpty } from "./answer-empty.ts";
export { answerGarbage } from "./answer-garbage.ts";
export { answerLate } from "./answer-late.ts";
export { answerNull } from "./answer-null.ts";
export { answerWithoutCandidates } from "./answer-without-candidates.ts";
export type {
  AlexaMessage,
  AlteredAnswer,
  Behaviour,
  Ending,
  EndpointMove,
  Failure,
  Interference,
  NoAnswer,
  OperationCall,
  PassingMessage,
} from "./behaviour.ts";
export { cameraOffline } from "./camera-offline.ts";
export { candidatesOvertake } from "./candidates-overtake.ts";
export { clockSkew } from "./clock-skew.ts";
export { delay } from "./delay.ts";
export { endpointMoves } from "./endpoint-moves.ts";
export { type FailWithOptions, failWith } from "./fail-with.ts";
export { halfOpen } from "./half-open.ts";
export { hang } from "./hang.ts";
export { InvalidBehaviour } from "./invalid-behaviour.ts";
export { noAnswer } from "./no-answer.ts";
export { goAway, reconnectIceServer } from "./notices.ts";
export { resetConnection } from "./reset-connection.ts";
export { stall } from "./stall.ts";
export { throttle } from "./throttle.ts";
export { unknownOperation } from "./unknown-operation.ts";
