import * as z from "zod/mini";
import { invalid } from "./errors.ts";
import { readTemplateText } from "./template-yaml.ts";

/** What a template says in one line counts as text, however YAML reads it. */
const text = z.pipe(
  z.union([z.string(), z.number(), z.boolean()]),
  z.transform((value) => String(value)),
);
const named = <T extends z.ZodMiniType>(schema: T) => z._default(z.record(z.string(), schema), {});
const limit = z.optional(z.pipe(text, z.transform(Number)));

const parameterSchema = z.strictObject({
  Type: z.string(),
  Default: z.optional(text),
  AllowedValues: z.optional(z.array(text)),
  AllowedPattern: z.optional(z.string()),
  ConstraintDescription: z.optional(z.string()),
  Description: z.optional(z.string()),
  MinLength: limit,
  MaxLength: limit,
  MinValue: limit,
  MaxValue: limit,
  NoEcho: z._default(
    z.pipe(
      text,
      z.transform((value) => value === "true"),
    ),
    false,
  ),
});

const ruleSchema = z.strictObject({
  RuleCondition: z.optional(z.unknown()),
  Assertions: z.array(z.strictObject({ Assert: z.unknown(), AssertDescription: z.optional(z.string()) })),
});

/** `Snapshot` is for types of resources that there are none of here. */
const retention = z.enum(["Delete", "Retain"]);

const resourceSchema = z.looseObject({
  Type: z.string(),
  DeletionPolicy: z.optional(z.enum([...retention.options, "RetainExceptOnCreate"])),
  UpdateReplacePolicy: z.optional(retention),
  Properties: named(z.unknown()),
  Condition: z.optional(z.string()),
  DependsOn: z._default(
    z.pipe(
      z.union([z.string(), z.array(z.string())]),
      z.transform((on) => [on].flat()),
    ),
    [],
  ),
});

const outputSchema = z.strictObject({
  Value: z.unknown(),
  Condition: z.optional(z.string()),
  Description: z.optional(z.string()),
  Export: z.optional(z.unknown()),
});

const templateSchema = z.strictObject({
  AWSTemplateFormatVersion: z.optional(z.literal("2010-09-09")),
  Description: z.optional(z.string()),
  Metadata: z.optional(z.unknown()),
  Parameters: named(parameterSchema),
  Rules: named(ruleSchema),
  Mappings: named(z.record(z.string(), z.record(z.string(), z.unknown()))),
  Conditions: named(z.unknown()),
  Resources: z.record(z.string(), resourceSchema),
  Outputs: named(outputSchema),
});

/** A template, with its functions as they stand there. */
export type Template = z.infer<typeof templateSchema>;
/** A parameter that a template declares. */
export type ParameterDeclaration = z.infer<typeof parameterSchema>;
/** A resource that a template declares. */
export type ResourceDeclaration = z.infer<typeof resourceSchema>;

/**
 * Reads a template.
 * @throws {WireError} ValidationError, where it is no template. That AWS words it so is not verified.
 */
export function parseTemplate(templateBody: string): Template {
  const parsed = z.safeParse(templateSchema, readTemplateText(templateBody));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.length ? ` at ${issue.path.map(String).join("/")}` : "";
    throw invalid(`Template format error: ${issue?.message ?? "unsupported structure"}${where}`);
  }
  const { Resources } = parsed.data;
  if (Object.keys(Resources).length === 0) {
    throw invalid("Template format error: At least one Resources member must be defined.");
  }
  return parsed.data;
}
