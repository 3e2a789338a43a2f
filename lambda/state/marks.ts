/** The ways from offer to answer. */
export type SignalingWay = "alexa-offer" | "viewer";

/** What was learned of a camera by trying: which way its firmware answers in time. */
export interface Marks {
  /** Undefined until something was learned. */
  wayOf(cameraId: string): Promise<SignalingWay | undefined>;
  learn(cameraId: string, way: SignalingWay): Promise<void>;
}
