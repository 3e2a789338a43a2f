import type { CameraLink } from "../../link.ts";
import { alexaOfferLink } from "./alexa-offer.ts";
import { channelLink } from "./channel.ts";
import { endpointLink } from "./endpoint.ts";
import { mediaStorageLink } from "./media-storage.ts";
import { pictureLink } from "./picture.ts";
import { viewerLink } from "./viewer.ts";

/** One camera, from its channel to its picture. */
export const cameraLinks: readonly CameraLink[] = [
  channelLink,
  mediaStorageLink,
  endpointLink,
  alexaOfferLink,
  viewerLink,
  pictureLink,
];
