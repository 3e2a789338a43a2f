export { type BarcodeReader, createBarcodeReader } from "./barcode-reader.ts";
export { createPictureDecoder, type PictureDecoder } from "./picture-decoder.ts";
export { readBarcodeFromPixels } from "./pixels.ts";
