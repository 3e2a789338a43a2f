import type { Found } from "../finding.ts";
import type { Inspected, Rule, SkillPackage } from "../inspected.ts";
import { pngSize } from "../png-size.ts";

/** The icons of a locale, and their sides in pixels. Source: the manifest's schema. */
const sides = { smallIconUri: 108, largeIconUri: 512 } as const;
const AT = ["manifest", "publishingInformation", "locales"];

/** Every icon is a PNG of the skill package, and as large as Alexa wants it. */
export const icons: Rule = {
  name: "icons",
  async check({ project, packages }) {
    const found = await Promise.all(packages.map((each) => iconsOf(project, each)));
    return found.flat();
  },
};

async function iconsOf(project: Inspected["project"], { folder, manifest }: SkillPackage): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const locale of Object.keys(manifest.recordAt(AT))) {
    for (const [key, side] of Object.entries(sides)) {
      const path = [...AT, locale, key];
      const uri = manifest.textAt(path);
      if (uri === undefined) continue;
      const fault = await faultOf(project, folder, uri, side);
      if (fault === undefined) continue;
      const remedy = `Put a PNG of ${side} × ${side} pixels there; infrastructure/icons/ draws ours.`;
      found.push({ file: manifest.path, line: manifest.lineOf(path), what: `${locale}: ${fault}`, remedy });
    }
  }
  return found;
}

async function faultOf(
  project: Inspected["project"],
  folder: string,
  uri: string,
  side: number,
): Promise<string | undefined> {
  const inPackage = /^file:\/\/(assets\/.+)$/.exec(uri)?.[1];
  if (inPackage === undefined) return `${uri} is no file of the skill package (file://assets/images/…).`;
  const path = `${folder}/${inPackage}`;
  const bytes = await project.read(path);
  if (bytes === undefined) return `there is no ${path}.`;
  const size = pngSize(bytes);
  if (size === undefined) return `${path} is no PNG.`;
  const { width, height } = size;
  return width === side && height === side
    ? undefined
    : `${path} has ${width} × ${height} pixels, not ${side} × ${side}.`;
}
