import { finding } from "./findings.ts";
import type { Manifest } from "./manifest.ts";
import type { PackageFiles } from "./skill-package.ts";

const sizes = { smallIconUri: 108, largeIconUri: 512 } as const;
const FILE = "file://";

interface Icon {
  readonly pointer: string;
  readonly uri: string;
  readonly pixels: number;
}

/**
 * What is wrong with the icons of a package: one that its manifest names is missing, is no PNG or JPEG, or has not 108
 * or 512 pixels a side. Source: "Skill Manifest Schema"; "SMAPI Error Codes", INVALID_IMAGE_ATTRIBUTES.
 */
export function judgeIcons(manifest: Manifest, files: PackageFiles): readonly string[] {
  return iconsOf(manifest).flatMap(({ pointer, uri, pixels }) => {
    if (!uri.startsWith(FILE)) return isWeb(uri) ? [] : [finding(pointer, "it must begin with https:// or file://")];
    const path = uri.slice(FILE.length);
    const file = files.get(path);
    if (file === undefined) return [finding(pointer, `the package has no file ${path}`)];
    const size = sizeOf(Buffer.from(file));
    if (size === undefined) return [finding(pointer, `${path} is no PNG and no JPEG`)];
    if (size.width === pixels && size.height === pixels) return [];
    return [finding(pointer, `${path} has ${size.width}×${size.height} pixels; it must have ${pixels}×${pixels}`)];
  });
}

/**
 * What is wrong with the icons of a manifest that comes without its package: files can't be named.
 * Source: ask-cli issue 212.
 */
export function judgeIconUrls(manifest: Manifest): readonly string[] {
  return iconsOf(manifest)
    .filter(({ uri }) => !isWeb(uri))
    .map(({ pointer }) => finding(pointer, "it is not a valid URL; a file can be named only in a package"));
}

function iconsOf({ publishingInformation: { locales } }: Manifest): readonly Icon[] {
  return Object.entries(locales).flatMap(([locale, texts]) =>
    (Object.keys(sizes) as (keyof typeof sizes)[]).flatMap((key) => {
      const uri = texts[key];
      const pointer = `/manifest/publishingInformation/locales/${locale}/${key}`;
      return uri === undefined ? [] : [{ pointer, uri, pixels: sizes[key] }];
    }),
  );
}

function isWeb(uri: string): boolean {
  return /^https?:\/\//.test(uri) && URL.canParse(uri);
}

function sizeOf(file: Buffer): { width: number; height: number } | undefined {
  return sizeOfPng(file) ?? sizeOfJpeg(file);
}

/** Source: the PNG specification, signature and IHDR. */
function sizeOfPng(file: Buffer) {
  const isPng = file.toString("latin1", 0, 8) === "\x89PNG\r\n\x1a\n" && file.toString("latin1", 12, 16) === "IHDR";
  return isPng && file.length >= 24 ? { width: file.readUInt32BE(16), height: file.readUInt32BE(20) } : undefined;
}

/** Reads the frame header, which stands after segments of a marker and a length each. Source: ITU-T T.81, annex B. */
function sizeOfJpeg(file: Buffer) {
  if (file.length < 4 || file.readUInt16BE(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 9 <= file.length && file[at] === 0xff; at += 2 + file.readUInt16BE(at + 2)) {
    const marker = file[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: file.readUInt16BE(at + 7), height: file.readUInt16BE(at + 5) };
  }
  return undefined;
}
