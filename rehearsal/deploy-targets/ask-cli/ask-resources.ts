import * as z from "zod/mini";

/** The file in which a skill's developer says what is deployed and where. */
export const ASK_RESOURCES = "ask-resources.json";

const codeSchema = z.object({ src: z.string() });
const profileSchema = z.looseObject({
  code: z.record(z.string(), codeSchema),
  skillInfrastructure: z.looseObject({
    userConfig: z.looseObject({
      cfn: z.looseObject({ parameters: z.record(z.string(), z.string()) }),
    }),
  }),
});
const resourcesSchema = z.looseObject({ profiles: z.record(z.string(), profileSchema) });
type Profile = z.infer<typeof profileSchema>;

/** What ask-cli calls the profile whose keys are in the environment. */
export const ENVIRONMENT_PROFILE = "__ENVIRONMENT_ASK_PROFILE__";

/**
 * Changes the profile "default" of an ask-resources.json, which is its only one then.
 * @param name what the profile is called from then on.
 * @throws {Error} when there is none.
 */
export function changeProfile(text: string, change: (profile: Profile) => Profile, name = "default"): string {
  const { profiles, ...rest } = z.parse(resourcesSchema, JSON.parse(text));
  const profile = profiles.default;
  if (profile === undefined) throw new Error(`${ASK_RESOURCES} has no profile "default"`);
  return `${JSON.stringify({ ...rest, profiles: { [name]: change(profile) } }, null, 2)}\n`;
}

/** Where ask-cli puts the stack of each of Alexa's regions unless it is told otherwise. */
export const alexaRegions = { NA: "us-east-1", EU: "eu-west-1", FE: "us-west-2" } as const;

/**
 * A profile as the rehearsal deploys it: as it is committed, with the client that accounts are linked with, which
 * docs/setup.md has everybody fill in. What a project has chosen otherwise, such as other regions, is not rehearsed:
 * the rehearsed Alexa links by Login with Amazon and has its camera in us-east-1.
 */
export function rehearsedProfile(profile: Profile, clientId: string): Profile {
  const { regionalOverrides: _overrides, ...userConfig } = profile.skillInfrastructure.userConfig;
  const chosen = { Cameras: "dynamodb", AccountLinking: "lwa", LoginWithAmazonClientId: clientId };
  const cfn = { ...userConfig.cfn, parameters: { ...userConfig.cfn.parameters, ...chosen } };
  return {
    ...profile,
    code: { default: { src: sourceOf(profile) } },
    skillInfrastructure: {
      ...profile.skillInfrastructure,
      userConfig: { ...userConfig, awsRegion: alexaRegions.NA, cfn },
    },
  };
}

/** One stack for each of Alexa's regions, where ask-cli puts it by itself, all with the profile's parameters. */
export function withAllRegions(profile: Profile): Profile {
  const src = sourceOf(profile);
  return {
    ...profile,
    code: Object.fromEntries(["default", ...Object.keys(alexaRegions)].map((region) => [region, { src }])),
  };
}

/** An ask-resources.json whose profile is the one that ask-cli takes when it finds keys in the environment. */
export function forEnvironmentKeys(text: string): string {
  return changeProfile(text, (profile) => profile, ENVIRONMENT_PROFILE);
}

function sourceOf({ code }: Profile): string {
  return code.default?.src ?? "./lambda";
}

const eventsSchema = z.object({
  profiles: z.object({
    default: z.object({
      skillInfrastructure: z.object({
        userConfig: z.object({ skillEvents: z.object({ subscriptions: z.array(z.string()) }) }),
      }),
    }),
  }),
});

/** The skill events that an ask-resources.json subscribes to. */
export function skillEventsOf(text: string): readonly string[] {
  return z.parse(eventsSchema, JSON.parse(text)).profiles.default.skillInfrastructure.userConfig.skillEvents
    .subscriptions;
}
