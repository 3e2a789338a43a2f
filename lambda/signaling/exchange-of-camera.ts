import type { Camera } from "../../protocol/camera-record.ts";
import type { OfferExchange } from "./offer-exchange.ts";

/** The exchanges, by what a camera's record may say of its signaling. */
export type Exchanges = Readonly<Record<Camera["signaling"], OfferExchange>>;

/** Makes an exchange that goes the way that each camera's record says. */
export function createExchangeOfCamera(exchanges: Exchanges): OfferExchange {
  return { exchange: (request) => exchanges[request.camera.signaling].exchange(request) };
}
