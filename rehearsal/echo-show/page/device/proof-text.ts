import { type Barcode, cameraCode } from "../../../../camera/media/barcode.ts";
import type { Device } from "../../state.ts";

/** What the barcode in the picture proves: “Picture: Front Door, frame 1,234”. */
export function proofText(barcode: Barcode, devices: readonly Pick<Device, "id" | "name">[]): string {
  const device = devices.find(({ id }) => cameraCode(id) === barcode.cameraCode);
  return `Picture: ${device?.name ?? "an unknown camera"}, frame ${barcode.frameNumber.toLocaleString("en-US")}`;
}
