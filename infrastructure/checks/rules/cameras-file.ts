import type { Rule } from "../inspected.ts";

const FILE = "cameras.json";

/** A skill that reads its cameras from a file is deployed with one. */
export const camerasFile: Rule = {
  name: "cameras-file",
  before: "deploy",
  async check({ project, resources, profiles }) {
    const reading = profiles.flatMap(({ regions }) => regions).find(({ parameters }) => parameters.Cameras === "file");
    if (reading === undefined || (await project.read(FILE)) !== undefined) return [];
    return [
      {
        file: resources.path,
        line: resources.lineOf([...reading.parametersAt, "Cameras"]),
        what: `Cameras is "file", and there is no ${FILE}: the skill would have no camera.`,
        remedy: `cp cameras.example.json ${FILE}, and write yours; or set Cameras to "dynamodb".`,
      },
    ];
  },
};
