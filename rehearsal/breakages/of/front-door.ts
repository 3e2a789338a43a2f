import type { Installed } from "../breakage.ts";

/** The id of the installation's camera. */
export const CAMERA = "front-door";

/** The line that registers it as it was. */
export const addFrontDoor = ({ amazon }: Installed): string =>
  `npx camera-skill cameras add ${CAMERA} --name "Front Door" --kind doorbell --talk --owner ${amazon.login.userId}`;
