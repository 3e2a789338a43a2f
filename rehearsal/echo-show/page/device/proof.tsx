import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";
import { BARCODE_LAYOUT } from "../../../../camera/media/barcode.ts";
import { readBarcodeFromPixels } from "../../../media/pixels.ts";
import type { Device } from "../../state.ts";
import { proofText } from "./proof-text.ts";

/** How often the barcode is read, in milliseconds. */
const READING_INTERVAL = 250;

interface ProofProps {
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly devices: readonly Device[];
}

/** Whose picture is shown and which frame of it, read back from the picture itself; nothing when it cannot be read. */
export function Proof({ video, devices }: ProofProps) {
  const [text, setText] = useState<string>();
  useEffect(() => {
    const { pictureWidth: width, pictureHeight: height } = BARCODE_LAYOUT;
    const context = Object.assign(document.createElement("canvas"), { width, height }).getContext("2d", {
      willReadFrequently: true,
    });
    const read = () => {
      if (!context || !video.current) return;
      context.drawImage(video.current, 0, 0, width, height);
      const barcode = readBarcodeFromPixels(context.getImageData(0, 0, width, height).data, width, height);
      setText(barcode && proofText(barcode, devices));
    };
    read();
    const timer = setInterval(read, READING_INTERVAL);
    return () => clearInterval(timer);
  }, [devices]);
  if (text === undefined) return null;
  return (
    <span class="proof" data-testid="proof">
      {text}
    </span>
  );
}
