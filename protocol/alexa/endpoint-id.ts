import * as z from "zod/mini";

/**
 * An endpoint's id as Amazon's message schema allows it: 1 to 256 characters, neither `/` nor `.` nor a space, so that
 * a channel's ARN can never be one. Our own cameras keep to the narrower alphabet of the camera record.
 */
export const endpointIdSchema = z.string().check(z.regex(/^[A-Za-z0-9_\-=#;:?@&]{1,256}$/));
