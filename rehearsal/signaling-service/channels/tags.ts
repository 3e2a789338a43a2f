import * as z from "zod/mini";
import { serviceError } from "../errors.ts";

/** Tags that one channel may have. Source: TagsPerResourceExceededLimitException. */
const MAX_TAGS_PER_CHANNEL = 50;

const allowed = { error: "must be letters, digits, spaces or '_', '.', ':', '/', '=', '+', '-', '@'" };
const tagPattern = z.regex(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u, allowed);

/** A tag's key. Source: Tag. */
export const tagKeySchema = z.string().check(z.minLength(1), z.maxLength(128), tagPattern);

/** One tag of a channel. Source: Tag. */
export const tagSchema = z.object({ Key: tagKeySchema, Value: z.string().check(z.maxLength(256), tagPattern) });
/** One tag of a channel. */
export type Tag = z.infer<typeof tagSchema>;

/**
 * Adds tags to those a channel has, by key; a key that is there gets the new value. That a key given twice in one
 * request is refused is not verified. Source: TagResource.
 * @throws {WireError} InvalidArgumentException, TagsPerResourceExceededLimitException
 */
export function addTags(tags: readonly Tag[], added: readonly Tag[]): Tag[] {
  const byKey = new Map(added.map((tag) => [tag.Key, tag]));
  if (byKey.size < added.length) throw serviceError("InvalidArgumentException", "Tags has a key twice");
  const together = [...new Map([...tags.map((tag) => [tag.Key, tag] as const), ...byKey]).values()];
  if (together.length > MAX_TAGS_PER_CHANNEL) {
    throw serviceError(
      "TagsPerResourceExceededLimitException",
      `A channel is limited to ${MAX_TAGS_PER_CHANNEL} tags.`,
    );
  }
  return together;
}
