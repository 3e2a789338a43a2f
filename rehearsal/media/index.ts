export { type BarcodeReader, createBarcodeReader } from "./barcode-reader.ts";
export { readJpegBarcode } from "./jpeg-barcode.ts";
export { readLevelFromPixels } from "./level.ts";
export { createPictureDecoder, type PictureDecoder } from "./picture-decoder.ts";
export { readBarcodeFromPixels } from "./pixels.ts";
